/** The pages of the notices, in the order of a working day, each with what somebody must be able to do to open it. */
export const NOTICE_SECTIONS = [
  { key: 'operations', href: '/personal/avisos/operacion', action: 'notifications.read' },
  { key: 'templates', href: '/personal/avisos', action: 'notifications.read' },
  { key: 'rules', href: '/personal/avisos/reglas', action: 'notifications.read' },
  { key: 'mailings', href: '/personal/avisos/envios', action: 'notifications.send' },
  { key: 'systems', href: '/personal/avisos/sistemas', action: 'notifications.operate' },
  { key: 'prices', href: '/personal/avisos/precios', action: 'notifications.read' },
  { key: 'budget', href: '/personal/avisos/presupuesto', action: 'notifications.read' },
  { key: 'topics', href: '/personal/avisos/temas', action: 'notifications.read' },
  { key: 'suppressed', href: '/personal/avisos/sin-avisos', action: 'notifications.read' },
] as const;
