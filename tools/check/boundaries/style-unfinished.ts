import type { Rule } from './rule.ts';

// Capitals, and in comments only: in Spanish texts the first of these is an ordinary word.
const MARK = /\b(?:TODO|FIXME|XXX|HACK)\b/;

export const unfinished: Rule = {
  id: 'style/unfinished',
  text: 'No comment marks unfinished work.',
  why: 'A mark in the code is a promise that nobody reads; an issue is one that somebody does.',
  *check(tree) {
    const cure = 'finish it, leave it out, or open an issue';
    for (const file of tree.files) {
      for (const { value, start } of file.comments) {
        const match = MARK.exec(value);
        if (match !== null) yield { file, offset: start + match.index, message: `the comment says ${match[0]}`, cure };
      }
      if (!/\.(?:sql|css)$/.test(file.path)) continue;
      for (const { 0: comment, index } of file.text.matchAll(/--[^\n]*|\/\*[\s\S]*?\*\//g)) {
        const match = MARK.exec(comment);
        if (match !== null) yield { file, offset: index + match.index, message: `the comment says ${match[0]}`, cure };
      }
    }
  },
};
