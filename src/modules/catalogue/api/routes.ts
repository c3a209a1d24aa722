import { Refusal } from '#platform/errors.ts';
import { httpRefusals } from '#platform/http/refusals.ts';
import { json, type Route, type WebCtx } from '#platform/http/routes.ts';
import { jurisdictionsOf, listAgencies, listOpenOffices, type Office } from '#modules/agencies/index.ts';
import { listMunicipalities, searchMunicipalities } from '#modules/geography/index.ts';
import { searchServices } from '../queries/search-services.ts';
import { listOfferedServices, type Service } from '../queries/services.ts';
import { officesServing } from '../service-places.ts';
import type { OfficeOutput, ServiceOutput } from './schemas.ts';

const wanted = (ctx: WebCtx): string => (ctx.request.query.q ?? '').trim().slice(0, 100);

async function services(ctx: WebCtx): Promise<{ service: Service; output: ServiceOutput }[]> {
  const [all, agencies, offices] = await Promise.all([
    listOfferedServices(ctx.db, ctx.locale),
    listAgencies(ctx.db),
    listOpenOffices(ctx.db),
  ]);
  const shortName = new Map(agencies.map((agency) => [agency.agencyId, agency.shortName]));
  return all.map((service) => ({
    service,
    output: {
      slug: service.slug,
      url: `${ctx.publicUrl}/tramites/${service.slug}`,
      agency: shortName.get(service.agencyId) ?? '',
      name: service.name,
      description: service.description,
      audiences: [...service.audiences],
      channels: [...service.channels],
      requirements: [...service.requirementDetails],
      costMxn: service.costKnown ? service.costPesos : null,
      responseWorkingDays: service.responseKnown ? service.responseDays : null,
      legalBasis: service.legalBasis,
      offices: officesServing(service, offices).map(({ code }) => code),
    },
  }));
}

async function officeOutput(ctx: WebCtx, office: Office): Promise<OfficeOutput> {
  const minutes = (time: Temporal.PlainTime) => time.toString({ smallestUnit: 'minute' });
  const serves = await jurisdictionsOf(ctx.db, office.unitId);
  const { code, name, address, phone, latitude, longitude, source } = office;
  return {
    code,
    url: `${ctx.publicUrl}/oficinas/${code.toLowerCase()}`,
    agency: office.agencyName,
    name,
    address,
    phone,
    hours: office.week.map(({ weekday, opens, closes }) => ({
      weekday,
      opens: minutes(opens),
      closes: minutes(closes),
    })),
    latitude,
    longitude,
    source,
    municipalities: serves.map(({ municipalityCode, confirmed }) => ({ code: municipalityCode, confirmed })),
  };
}

/** Open data of the catalogue: no key, nothing about people. */
export const catalogueApiRoutes: readonly Route[] = [
  {
    method: 'GET',
    url: '/api/v1/services',
    access: { kind: 'public' },
    async handle(ctx) {
      const all = await services(ctx);
      const found = searchServices(
        all.map(({ service }) => service),
        wanted(ctx),
      );
      return json(found.flatMap(({ slug }) => all.find(({ output }) => output.slug === slug)?.output ?? []));
    },
  },
  {
    method: 'GET',
    url: '/api/v1/services/:slug',
    access: { kind: 'public' },
    async handle(ctx) {
      const found = (await services(ctx)).find(({ output }) => output.slug === ctx.request.params.slug);
      if (!found) throw new Refusal(httpRefusals.pageNotFound);
      return json(found.output);
    },
  },
  {
    method: 'GET',
    url: '/api/v1/offices',
    access: { kind: 'public' },
    async handle(ctx) {
      const { municipality } = ctx.request.query;
      const all = await Promise.all((await listOpenOffices(ctx.db)).map((office) => officeOutput(ctx, office)));
      const serving = all.filter(
        ({ municipalities }) => municipality === undefined || municipalities.some(({ code }) => code === municipality),
      );
      return json(serving);
    },
  },
  {
    method: 'GET',
    url: '/api/v1/municipalities',
    access: { kind: 'public' },
    async handle(ctx) {
      const query = wanted(ctx);
      return json(query === '' ? await listMunicipalities(ctx.db) : await searchMunicipalities(ctx.db, query));
    },
  },
];
