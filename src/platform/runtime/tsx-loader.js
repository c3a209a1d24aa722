// Node strips types from `.ts` by itself but does not read JSX. This hook turns `.tsx` into JavaScript in memory,
// about a millisecond per file, so that the server needs no build step (design.md section 2).
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'oxc-transform';

const TRANSFORM_OPTIONS = {
  lang: 'tsx',
  jsx: { runtime: 'automatic', importSource: 'preact' },
  typescript: { onlyRemoveTypeImports: true },
  sourcemap: true,
};

registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context);
    const file = fileURLToPath(url);
    const { code, errors, map } = transformSync(file, readFileSync(file, 'utf8'), TRANSFORM_OPTIONS);
    if (errors.length > 0) throw new SyntaxError(`${file}: ${errors.map((error) => error.message).join('; ')}`);
    const inlineMap = map
      ? `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`
      : '';
    return { format: 'module', source: code + inlineMap, shortCircuit: true };
  },
});
