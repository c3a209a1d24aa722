import { resolve } from '../source/imports.ts';
import type { Tree } from '../source/tree.ts';

/** Path of the test beside a command that proves who may and who may not. */
export function accessTest(path: string): string {
  return path.replace(/\.tsx?$/, '.access.test.ts');
}

/**
 * Files with an access test: the twin `x.access.test.ts`, or an access test that imports what the file exports, directly
 * or by name through a door. Commands that share their people and units may so be tested together.
 */
export function filesWithAccessTest(tree: Tree): Set<string> {
  const tested = new Set<string>();
  for (const file of tree.files) {
    if (tree.byPath.has(accessTest(file.path))) tested.add(file.path);
    if (!file.path.endsWith('.access.test.ts')) continue;
    for (const { moduleRequest, entries } of file.syntax.module.staticImports) {
      const target = resolve(tree, file.path, moduleRequest.value) ?? '';
      const names = new Set(entries.flatMap((entry) => (entry.isType ? [] : (entry.importName.name ?? []))));
      if (names.size > 0 || entries.length === 0) tested.add(target);
      for (const origin of behindDoor(tree, target, names)) tested.add(origin);
    }
  }
  return tested;
}

/** Files from which a door re-exports the given names. */
function* behindDoor(tree: Tree, door: string, names: ReadonlySet<string>): Generator<string> {
  const file = tree.byPath.get(door);
  if (file === undefined || !file.isScript) return;
  for (const { entries } of file.syntax.module.staticExports) {
    for (const { exportName, moduleRequest } of entries) {
      const origin = moduleRequest ? resolve(tree, door, moduleRequest.value) : undefined;
      if (origin !== undefined && exportName.name !== null && names.has(exportName.name)) yield origin;
    }
  }
}
