import { generateKeyPairSync } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from '#platform/config.ts';
import { dkimKey, type DkimKey } from './dkim.ts';

const BLOCK = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/g;

/**
 * The keys in a PEM file: an RSA one under `selector`, an Ed25519 one under `SELECTOR-ed25519`. Makes a file with a fresh
 * RSA key (mode 0600) when there is none; every node needs the same file. Error: `ConfigError`.
 */
export function loadDkimKeys(file: string, domain: string, selector: string): DkimKey[] {
  if (!existsSync(file)) createKeyFile(file);
  try {
    const keys = [...readFileSync(file, 'utf8').matchAll(BLOCK)].map(([pem]) => {
      const key = dkimKey(pem, domain, selector);
      return key.privateKey.asymmetricKeyType === 'rsa' ? key : { ...key, selector: `${selector}-ed25519` };
    });
    if (keys.length > 0) return keys;
  } catch (error) {
    throw new ConfigError(`The DKIM key file ${file} cannot be used: ${(error as Error).message}.`);
  }
  throw new ConfigError(`The DKIM key file ${file} holds no private key in PEM form.`);
}

function createKeyFile(file: string): void {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  try {
    // Linked when whole: of two programs that start at once one makes the key, and neither reads half of it.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
