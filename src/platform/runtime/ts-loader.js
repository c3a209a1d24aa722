// Turns `.ts` and `.tsx` into JavaScript in memory, about a millisecond a file, so that the server needs no build step.
// Node.js would strip types by itself, but with a WebAssembly compiler that stays in memory (20 MB) and cannot read JSX:
// one compiler for both is less. Maps from what runs to what was written are made only when a stack trace is read; kept
// inside each module, as is usual, they would hold another 10 MB.
import { readFileSync } from 'node:fs';
import { registerHooks, SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'oxc-transform';
import { findCompiled } from './compiled.js';

const OPTIONS = {
  jsx: { runtime: 'automatic', importSource: 'preact' },
  typescript: { onlyRemoveTypeImports: true },
};
const OURS = /\.tsx?$/;
/** A program has some hundred files and few of them fail: enough for a storm of one error. */
const MAPS_KEPT = 50;

const root = new URL('../../../', import.meta.url);
const { imports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
/** `#platform/` is the folder `…/src/platform/`, as package.json has it for everybody. */
const folders = new Map(
  Object.entries(imports).map(([name, folder]) => [name.replace('*', ''), new URL(folder.replace('*', ''), root).href]),
);

const compiled = findCompiled();

/** Packages and parts of Node.js: all of our files see the same ones. */
const known = new Map();

registerHooks({
  // Our imports name a file to the letter. Node.js would look for it, its links and the package around it, and for a
  // package again from each file that imports it: a third of the work of a start.
  resolve(specifier, context, nextResolve) {
    const { parentURL } = context;
    if (parentURL === undefined || !isOurs(parentURL)) return nextResolve(specifier, context);
    const url = placeOf(specifier, parentURL);
    if (url !== undefined) return { url, format: 'module', shortCircuit: true };
    if (specifier.startsWith('.') || Object.keys(context.importAttributes ?? {}).length > 0) {
      return nextResolve(specifier, context);
    }
    const found = known.get(specifier) ?? { ...nextResolve(specifier, context), shortCircuit: true };
    known.set(specifier, found);
    return found;
  },
  load(url, context, nextLoad) {
    if (!isOurs(url)) return nextLoad(url, context);
    return { format: 'module', source: compiled?.(url) ?? compile(fileURLToPath(url)), shortCircuit: true };
  },
});

/** Where an import of ours leads to; undefined when it is for Node.js to say. */
function placeOf(specifier, parent) {
  if (!OURS.test(specifier)) return undefined;
  if (specifier.startsWith('.')) return new URL(specifier, parent).href;
  const end = specifier.indexOf('/') + 1;
  const folder = folders.get(specifier.slice(0, end));
  return folder && folder + specifier.slice(end);
}

/**
 * JavaScript of one file.
 *
 * @throws SyntaxError that names the file.
 */
export function compile(file) {
  const { code, errors } = transform(file);
  if (errors.length > 0) throw new SyntaxError(`${file}: ${errors.map((error) => error.message).join('; ')}`);
  return code;
}

/** What comes with a package is JavaScript already, or is not ours to compile. */
function isOurs(url) {
  return url.startsWith('file:') && OURS.test(url) && !url.includes('/node_modules/');
}

function transform(file, more) {
  const lang = file.endsWith('x') ? 'tsx' : 'ts';
  return transformSync(file, readFileSync(file, 'utf8'), { ...OPTIONS, ...more, lang });
}

const maps = new Map();

function mapOf(url) {
  if (maps.has(url)) return maps.get(url);
  let map;
  try {
    const made = transform(fileURLToPath(url), { sourcemap: true }).map;
    map = made && new SourceMap(typeof made === 'string' ? JSON.parse(made) : made);
  } catch {
    // The file is gone or changed since: the place in what runs is better than none.
  }
  if (maps.size >= MAPS_KEPT) maps.delete(maps.keys().next().value);
  maps.set(url, map);
  return map;
}

/** One line of a stack trace, with the place in the file as it was written. */
function line(frame) {
  const text = String(frame);
  const url = frame.getFileName();
  if (!url || !isOurs(url)) return text;
  const ran = `${url}:${frame.getLineNumber()}:${frame.getColumnNumber()}`;
  const found = mapOf(url)?.findOrigin(frame.getLineNumber(), frame.getColumnNumber());
  return found?.lineNumber === undefined ? text : text.replace(ran, `${url}:${found.lineNumber}:${found.columnNumber}`);
}

Error.prepareStackTrace = (error, frames) =>
  [headOf(error), ...frames.map((frame) => `    at ${line(frame)}`)].join('\n');

function headOf(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}
