/** SMPP 3.4 command_status values (section 5.1.3). */
export const STATUS = {
  ESME_ROK: 0x00,
  ESME_RINVMSGLEN: 0x01,
  ESME_RINVCMDLEN: 0x02,
  ESME_RINVCMDID: 0x03,
  ESME_RINVBNDSTS: 0x04,
  ESME_RALYBND: 0x05,
  ESME_RINVPRTFLG: 0x06,
  ESME_RINVREGDLVFLG: 0x07,
  ESME_RSYSERR: 0x08,
  ESME_RINVSRCADR: 0x0a,
  ESME_RINVDSTADR: 0x0b,
  ESME_RINVMSGID: 0x0c,
  ESME_RBINDFAIL: 0x0d,
  ESME_RINVPASWD: 0x0e,
  ESME_RINVSYSID: 0x0f,
  ESME_RCANCELFAIL: 0x11,
  ESME_RREPLACEFAIL: 0x13,
  ESME_RMSGQFUL: 0x14,
  ESME_RINVSERTYP: 0x15,
  ESME_RINVNUMDESTS: 0x33,
  ESME_RINVDLNAME: 0x34,
  ESME_RINVDESTFLAG: 0x40,
  ESME_RINVSUBREP: 0x42,
  ESME_RINVESMCLASS: 0x43,
  ESME_RCNTSUBDL: 0x44,
  ESME_RSUBMITFAIL: 0x45,
  ESME_RINVSRCTON: 0x48,
  ESME_RINVSRCNPI: 0x49,
  ESME_RINVDSTTON: 0x50,
  ESME_RINVDSTNPI: 0x51,
  ESME_RINVSYSTYP: 0x53,
  ESME_RINVREPFLAG: 0x54,
  ESME_RINVNUMMSGS: 0x55,
  ESME_RTHROTTLED: 0x58,
  ESME_RINVSCHED: 0x61,
  ESME_RINVEXPIRY: 0x62,
  ESME_RINVDFTMSGID: 0x63,
  ESME_RX_T_APPN: 0x64,
  ESME_RX_P_APPN: 0x65,
  ESME_RX_R_APPN: 0x66,
  ESME_RQUERYFAIL: 0x67,
  ESME_RINVOPTPARSTREAM: 0xc0,
  ESME_ROPTPARNOTALLWD: 0xc1,
  ESME_RINVPARLEN: 0xc2,
  ESME_RMISSINGOPTPARAM: 0xc3,
  ESME_RINVOPTPARAMVAL: 0xc4,
  ESME_RDELIVERYFAILURE: 0xfe,
  ESME_RUNKNOWNERR: 0xff,
} as const;

const NAMES: ReadonlyMap<number, string> = new Map(Object.entries(STATUS).map(([name, code]) => [code, name]));

/** The standard's name of a status, or its number in hex (carriers have codes of their own from 0x400). */
export const statusName = (status: number): string => NAMES.get(status) ?? `0x${status.toString(16).padStart(8, '0')}`;

/** What a refused submit means for the message. `throttled` is no refusal: slow down and say it again. */
export type StatusKind = 'ok' | 'throttled' | 'temporary' | 'permanent';

const THROTTLED: ReadonlySet<number> = new Set([STATUS.ESME_RTHROTTLED, STATUS.ESME_RMSGQFUL]);

/** Faults of the carrier or of our account: the same message may pass later. */
const TEMPORARY: ReadonlySet<number> = new Set([
  STATUS.ESME_RINVBNDSTS,
  STATUS.ESME_RALYBND,
  STATUS.ESME_RSYSERR,
  STATUS.ESME_RBINDFAIL,
  STATUS.ESME_RINVPASWD,
  STATUS.ESME_RINVSYSID,
  STATUS.ESME_RSUBMITFAIL,
  STATUS.ESME_RX_T_APPN,
  STATUS.ESME_RX_R_APPN,
  STATUS.ESME_RDELIVERYFAILURE,
  STATUS.ESME_RUNKNOWNERR,
]);

/**
 * Sorts a status. A standard code that names a fault of the message or its address is permanent: repeating it pays for
 * nothing. A code that the standard does not know is temporary, because a wrong "permanent" silences a good number.
 */
export function statusKind(status: number): StatusKind {
  if (status === STATUS.ESME_ROK) return 'ok';
  if (THROTTLED.has(status)) return 'throttled';
  return TEMPORARY.has(status) || !NAMES.has(status) ? 'temporary' : 'permanent';
}
