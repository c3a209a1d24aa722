// What ts-loader.js makes of many files, in one: the test command starts some three hundred processes, most of which load
// the same eight hundred files. A list of places on the first line, then the code. Nobody looks whether a source has
// changed since: it is made anew for each run, in the compile cache of that run, where nothing else looks. Plain
// JavaScript: the loader loads it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { dirname, join } from 'node:path';

const NAME = 'ventanilla-modules';

/** Writes it into `folder`, the NODE_COMPILE_CACHE of the processes that are to find it. */
export function writeCompiled(folder, modules) {
  const places = {};
  const codes = [];
  let end = 0;
  for (const [url, code] of modules) {
    const bytes = Buffer.from(code);
    codes.push(bytes);
    places[url] = [end, (end += bytes.length)];
  }
  writeFileSync(join(folder, NAME), Buffer.concat([Buffer.from(`${JSON.stringify(places)}\n`), ...codes]));
}

/** Gives the code of a module by its URL, or undefined; itself undefined outside of a test run. */
export function findCompiled() {
  // Node.js has a folder of its own for each version in there.
  const cache = getCompileCacheDir();
  const file = cache && join(dirname(cache), NAME);
  if (!file || !existsSync(file)) return undefined;
  const content = readFileSync(file);
  const from = content.indexOf('\n') + 1;
  const places = JSON.parse(content.toString('utf8', 0, from));
  return (url) => {
    const place = places[url];
    return place && content.toString('utf8', from + place[0], from + place[1]);
  };
}
