import { defineTexts } from '../i18n/texts.ts';

export const uploadTexts = defineTexts(
  {
    missing: 'Elija el archivo.',
    empty: 'El archivo está vacío. Elija otro.',
    tooLarge: 'El archivo pesa más de {megabytes} MB. Elija uno más pequeño o divídalo en partes.',
    wrongType: 'Este archivo no se puede recibir aquí. Elija uno de estos formatos: {types}.',
    wrongName:
      'El contenido del archivo no corresponde a su nombre: parece {found}. Guárdelo de nuevo desde su programa y elíjalo otra vez.',
    unpacksTooLarge: 'El archivo está dañado o al abrirlo crece demasiado. Guárdelo de nuevo y elíjalo otra vez.',
    infected:
      'El antivirus encontró un riesgo en este archivo y no lo recibimos. Revise su equipo y elija otro archivo.',
    notScanned:
      'No pudimos revisar el archivo con el antivirus. No se guardó nada; inténtelo otra vez en unos minutos.',
  },
  {
    missing: 'Choose the file.',
    empty: 'The file is empty. Choose another one.',
    tooLarge: 'The file is larger than {megabytes} MB. Choose a smaller one or split it.',
    wrongType: 'This file cannot be taken here. Choose one of these formats: {types}.',
    wrongName:
      'What is in the file does not match its name: it looks like {found}. Save it again from your program and choose it once more.',
    unpacksTooLarge: 'The file is damaged or grows too much when opened. Save it again and choose it once more.',
    infected:
      'The virus scanner found a risk in this file and we did not take it. Check your computer and choose another file.',
    notScanned: 'We could not check the file for viruses. Nothing was kept; try again in a few minutes.',
  },
);
