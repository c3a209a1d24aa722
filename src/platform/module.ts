import type { Config } from './config.ts';
import type { Ctx } from './context.ts';
import type { FolioStatus } from './folios/folio-status.ts';
import type { JobDefinition } from './jobs/definition.ts';
import type { NoticeRetraction, NoticeSource } from './notices.ts';
import type { Route } from './http/routes.ts';
import type { Subscriber } from './outbox/subscriber.ts';
import type { GaugeDefinition } from './telemetry/metrics.ts';
import type { StaffTask } from './staff-tasks.ts';
import type { RoleActions } from './permissions/roles.ts';
import type { SetupStep } from './setup.ts';
import type { UnitWork } from './unit-work.ts';

/** What a module hands to the composition root. Everything is optional but the name. */
export interface ModuleDefinition {
  /** Name of the folder and of the PostgreSQL schema. */
  readonly name: string;
  readonly roles?: RoleActions;
  readonly routes?: readonly Route[];
  /** Its part of the description of the API (OpenAPI 3.1 `paths`). */
  readonly apiPaths?: Readonly<Record<string, object>>;
  /** What may wait for somebody, for the start page of staff. */
  readonly tasks?: readonly StaffTask[];
  /** What an installation needs of it before real work. */
  readonly setup?: readonly SetupStep[];
  /** What is open in a unit and must be settled before it closes. */
  readonly unitWork?: readonly UnitWork[];
  readonly subscribers?: readonly Subscriber[];
  /** Events that people can be notified of, with the variables for the texts. */
  readonly notices?: readonly NoticeSource[];
  /** Events that take back what was not told yet. */
  readonly retractions?: readonly NoticeRetraction[];
  /** Answers whoever asks by SMS with a folio. */
  readonly folioStatus?: FolioStatus;
  readonly jobs?: readonly JobDefinition[];
  /** Numbers of this module for the metrics. */
  readonly gauges?: readonly GaugeDefinition[];
  /** A loop of its own on nodes with the worker role; returns what stops it. */
  readonly startWorker?: (ctx: Ctx, config: Config) => () => Promise<void>;
}
