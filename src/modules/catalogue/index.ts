/** Catalogue: what each agency offers, for whom, at what cost and in what time (X1). service: one entry of it. */
export { findService, listServices, type Service } from './queries/services.ts';
export { seedRegistryServices } from './seed/seed.ts';
export { saveServiceDraft } from './commands/save-service-draft.ts';
export { publishService } from './commands/publish-service.ts';
export { serviceContent, type ServiceContent } from './content.ts';
export { editorTexts } from './editor-texts.ts';
