import { Resolver } from 'node:dns/promises';
import { wrongUse, type Command } from './command.ts';
import { lookAtDatabase } from './doctor/database.ts';
import { lineOf } from './doctor/finding.ts';
import { lookAtMachine } from './doctor/machine.ts';
import { lookAtMailDns } from './doctor/mail-dns.ts';
import { lookAtPeers } from './doctor/peers.ts';

/** Looks at everything that the program leans on, and says how to mend what is not well. Exit code 1 if anything is. */
export const doctorCommand: Command = {
  name: 'doctor',
  summary:
    'Checks settings, disk, database, migrations, keys, clock, queues, carrier, mail and its DNS; says how to mend what fails.',
  details: `Changes nothing, and may run beside the program. --login also logs in to the carrier, which some carriers allow only
once: use it while the worker is stopped. --dns asks another name server than this machine's own, which may know names that
the internet does not.`,
  options: {
    login: { type: 'boolean', about: 'also logs in to the carriers' },
    dns: { type: 'string', value: 'ADDRESS', about: 'name server to ask for the records of mail' },
  },
  allSettings: true,
  async run({ config, values }) {
    const names = new Resolver({ timeout: 3_000, tries: 2 });
    try {
      if (typeof values.dns === 'string') names.setServers([values.dns]);
    } catch {
      return wrongUse('--dns takes an IP address, with a port if need be: --dns 192.0.2.53');
    }
    // One after the other, told at once: what hangs is the line after the last one on the screen.
    const looks = [
      () => lookAtMachine(config),
      () => lookAtDatabase(config),
      () => lookAtPeers(config, values.login === true),
      () => lookAtMailDns(config, names),
    ];
    let failures = 0;
    for (const look of looks) {
      for (const finding of await look()) {
        process.stdout.write(lineOf(finding));
        if (finding.state === 'fail') failures += 1;
      }
    }
    process.stdout.write(failures === 0 ? '\nAll is well.\n' : `\n${failures} to mend.\n`);
    return failures === 0 ? 0 : 1;
  },
};
