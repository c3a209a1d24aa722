import { isExample, isShipped } from '../source/places.ts';
import { textPieces } from '../source/text-pieces.ts';
import type { Rule } from './rule.ts';

/**
 * The files that may write a `<script>`, and why. A citizen's route that needs one is named here, so that its weight and
 * its working without script are argued once, in the open.
 */
const SCRIPT_ALLOWED: ReadonlyMap<string, string> = new Map([
  ['src/web/layout/staff-page.tsx', 'staff screens refresh by themselves and have islands'],
  ['src/web/layout/entrance-page.tsx', 'staff show a passkey, which only script can ask for; a code works without'],
]);

export const noScriptForCitizens: Rule = {
  id: 'boundaries/11',
  text: 'Citizen pages contain no <script> unless their file is on the allow list.',
  why: 'On a cheap telephone with a bad line the page must work before, and without, any script.',
  *check(tree) {
    const cure =
      'make the page work without script; if script only makes it better, argue it in SCRIPT_ALLOWED of this rule';
    for (const file of tree.files) {
      if (!isShipped(file) || isExample(file.path) || SCRIPT_ALLOWED.has(file.path)) continue;
      for (const { name, start } of file.nodes('JSXOpeningElement')) {
        if (name.type !== 'JSXIdentifier' || name.name !== 'script') continue;
        yield { file, offset: start, message: 'writes a <script> element', cure };
      }
      for (const { text, offset } of textPieces(file)) {
        if (/<script\b/i.test(text)) yield { file, offset, message: 'holds the text of a <script> element', cure };
      }
    }
  },
};
