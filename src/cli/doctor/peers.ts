import { connect } from 'node:net';
import { probeCarrier, probeMail, readCarriers, type CarrierSetting } from '#modules/notifications/index.ts';
import type { Config } from '#platform/config.ts';
import { Clamd } from '#platform/uploads/clamd.ts';
import { guarded, judge, type Finding } from './finding.ts';

const PATIENCE_MS = 5_000;
const SMPP_PORT = 2775;

/**
 * Carrier, mail server and virus scanner. The mail server is logged in to; the carrier only with `login`, because some carriers let one
 * session in and would put out the worker's.
 */
export async function lookAtPeers(config: Config, login: boolean): Promise<readonly Finding[]> {
  const cure = 'Check the address, the firewall, and that the other side lets this machine in.';
  const found = await Promise.all([
    guarded('carrier', cure, () => carriers(config, login, cure)),
    guarded('mail', cure, () => mail(config, cure)),
    guarded('virus scanner', `${cure} Until then no files are taken.`, () => scanner(config)),
  ]);
  return found.flat();
}

async function carriers(config: Config, login: boolean, cure: string): Promise<Finding[]> {
  const listed = readCarriers(config);
  if (listed.length === 0) return [none('carrier', 'SMPP_URL', 'SMS', config.demo)];
  return Promise.all(listed.map((setting) => carrier(setting, config.smsSender, login, cure)));
}

async function carrier(setting: CarrierSetting, sender: string, login: boolean, cure: string): Promise<Finding> {
  const { name, kind, url } = setting;
  const { hostname, port, protocol } = new URL(url);
  const usual = kind === 'smpp' ? SMPP_PORT : protocol === 'https:' ? 443 : 80;
  const place = `carrier ${name}: ${hostname}:${port || usual}`;
  if (!login || kind === 'http') {
    const answers = await listens(hostname, Number(port || usual));
    const hint = kind === 'smpp' ? ' (--login also binds)' : '';
    return judge(answers, answers ? `${place} listens${hint}` : `${place}: nobody answers`, cure);
  }
  const problem = await probeCarrier(url, setting.sender ?? sender, PATIENCE_MS);
  return judge(
    !problem,
    problem ? `${place}: ${problem}` : `${place} bound`,
    `${cure} Are name and password in its address right?`,
  );
}

async function mail({ smtpUrl, demo }: Config, cure: string): Promise<Finding> {
  if (!smtpUrl) return none('mail', 'SMTP_URL', 'e-mail', demo);
  const place = `mail: ${new URL(smtpUrl).host}`;
  const problem = await probeMail(smtpUrl, PATIENCE_MS);
  return judge(
    !problem,
    problem ? `${place}: ${problem}` : `${place} takes mail`,
    `${cure} Are name and password in SMTP_URL right?`,
  );
}

async function scanner({ clamdUrl }: Config): Promise<Finding> {
  if (!clamdUrl) return { state: 'note', what: 'virus scanner: none configured' };
  await new Clamd(clamdUrl).ping();
  return { state: 'ok', what: `virus scanner: ${new URL(clamdUrl).host} answers` };
}

function none(name: string, setting: string, what: string, demo: boolean): Finding {
  if (demo) return { state: 'ok', what: `${name}: the one of the demonstration` };
  return { state: 'note', what: `${name}: none configured`, cure: `No ${what} leaves. Set ${setting} to send.` };
}

async function listens(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, host);
  socket.setTimeout(PATIENCE_MS, () => resolve(false));
  socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
  const answer = await promise;
  socket.destroy();
  return answer;
}
