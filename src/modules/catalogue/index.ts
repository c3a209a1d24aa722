/** Catalogue: what each agency offers, for whom, at what cost and in what time (X1). service: one entry of it. */
export { findService, listOfferedServices, listServices, serviceNames, type Service } from './queries/services.ts';
export { serviceChoices } from './service-choices.ts';
export { seedCatalogue, seedRegistryServices } from './seed/seed.ts';
export { createService } from './commands/create-service.ts';
export { retireService } from './commands/retire-service.ts';
export { saveServiceDraft } from './commands/save-service-draft.ts';
export { publishService } from './commands/publish-service.ts';
export { serviceContent, type ServiceContent } from './content.ts';
export { editorTexts } from './editor-texts.ts';
