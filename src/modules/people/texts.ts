import { defineTexts } from '#platform/i18n/texts.ts';

export const peopleTexts = defineTexts(
  {
    'refusal.wrongCode': 'El código no es correcto.',
    'refusal.wrongCode.next':
      'Revise el mensaje e inténtelo otra vez. {left, plural, =0 {Pida un código nuevo.} one {Le queda un intento.} other {Le quedan # intentos.}}',
    'refusal.codeEnded': 'El código ya no sirve: venció, ya se usó o hubo demasiados intentos.',
    'refusal.codeEnded.next': 'Pida un código nuevo.',
    'refusal.questionOver': 'Esta liga ya no sirve: ya se respondió o pasaron 30 días.',
    'refusal.questionOver.next': 'Consulte su trámite con su folio, o pregunte en su oficina.',
    'refusal.wrongSurname': 'Ese apellido no es de la persona que nos dio este contacto.',
    'refusal.wrongSurname.next': 'Escríbalo como está en su comprobante. Si el contacto no era suyo, dígalo abajo.',
    'refusal.samePerson': 'Es la misma persona: no hay nada que unir.',
    'refusal.samePerson.next': 'Elija dos registros distintos.',
    'refusal.alreadyMerged': 'Uno de los dos registros ya se unió a otro.',
    'refusal.alreadyMerged.next': 'Busque a la persona otra vez y elija los registros vigentes.',
  },
  {
    'refusal.wrongCode': 'The code is not right.',
    'refusal.wrongCode.next':
      'Check the message and try again. {left, plural, =0 {Ask for a new code.} one {You have one try left.} other {You have # tries left.}}',
    'refusal.codeEnded': 'The code no longer works: it expired, was used, or was tried too often.',
    'refusal.codeEnded.next': 'Ask for a new code.',
    'refusal.questionOver': 'This link no longer works: it was answered, or 30 days have passed.',
    'refusal.questionOver.next': 'See your procedure with its folio, or ask at your office.',
    'refusal.wrongSurname': 'That surname is not of the person who gave us this contact.',
    'refusal.wrongSurname.next': 'Write it as on your receipt. If the contact was not yours, say so below.',
    'refusal.samePerson': 'It is the same person: there is nothing to merge.',
    'refusal.samePerson.next': 'Choose two different records.',
    'refusal.alreadyMerged': 'One of the two records was already merged into another.',
    'refusal.alreadyMerged.next': 'Search for the person again and choose the records in force.',
  },
);
