/** The invented public servants whom a visitor of the demonstration may enter as. Any likeness is chance. */
export interface PersonaSeed {
  readonly key: string;
  readonly name: string;
  readonly title: string;
  /** Code of the office; without it the post is at the head of the institute. */
  readonly office?: string;
  readonly roles: readonly string[];
  /** Agencies at whose head they have the same post, besides the institute. */
  readonly alsoAt?: readonly string[];
}

export const PERSONAS: readonly PersonaSeed[] = [
  {
    key: 'recepcion',
    name: 'Lucía Hernández Peña',
    title: 'Recepción de trámites',
    office: 'TOL',
    roles: ['reception_clerk'],
  },
  {
    key: 'analista',
    name: 'Jorge Luis Sánchez Vilchis',
    title: 'Analista registral',
    office: 'TOL',
    roles: ['analyst'],
  },
  { key: 'registradora', name: 'Adriana Colín Mondragón', title: 'Registradora', office: 'TOL', roles: ['registrar'] },
  {
    key: 'entrega',
    name: 'Martín Estrada Reyes',
    title: 'Ventanilla de entrega',
    office: 'TOL',
    roles: ['delivery_desk'],
  },
  {
    key: 'jefatura',
    name: 'Rosa María Albarrán Díaz',
    title: 'Jefa de la oficina',
    office: 'TOL',
    roles: ['office_head'],
  },
  {
    key: 'texcoco',
    name: 'Fernando Ayala Cruz',
    title: 'Recepción de trámites',
    office: 'TEX',
    roles: ['reception_clerk'],
  },
  {
    key: 'avisos',
    name: 'Verónica Salazar Medina',
    title: 'Administradora de avisos',
    roles: ['notice_administrator'],
    alsoAt: ['imevis', 'coespo'],
  },
  {
    key: 'cuentas',
    name: 'Gabriela Ortiz Legorreta',
    title: 'Administradora de cuentas',
    office: 'TOL',
    roles: ['account_administrator'],
  },
  {
    key: 'sistemas',
    name: 'Héctor Manuel Rojas Jasso',
    title: 'Administrador del sistema',
    roles: ['system_administrator'],
  },
  {
    key: 'transparencia',
    name: 'Irma Leticia Quezada Solano',
    title: 'Unidad de Transparencia',
    roles: ['privacy_officer'],
  },
  { key: 'direccion', name: 'Claudia Ivonne Becerril Garduño', title: 'Directora técnica', roles: ['director'] },
];
