import type { Bench } from './bench.ts';
import { benchMail } from './mail.ts';
import { benchIntake } from './intake.ts';
import { benchExport } from './export.ts';
import { benchFigures } from './figures.ts';
import { benchImport } from './import.ts';
import { benchNotifications } from './notifications/notifications.ts';
import { benchPages } from './pages.ts';
import { benchPeople } from './people.ts';
import { benchRegistry } from './registry.ts';
import { benchStart } from './start.ts';

export const BENCHES: Readonly<Record<string, Bench>> = {
  start: benchStart,
  pages: benchPages,
  registry: benchRegistry,
  people: benchPeople,
  mail: benchMail,
  import: benchImport,
  export: benchExport,
  figures: benchFigures,
  notifications: benchNotifications,
  intake: benchIntake,
};
