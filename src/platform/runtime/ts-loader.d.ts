/**
 * JavaScript of one file.
 *
 * @throws SyntaxError that names the file.
 */
export function compile(file: string): string;
