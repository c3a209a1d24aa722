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
    'refusal.undone': 'Esta unión ya se deshizo.',
    'refusal.undone.next': 'Cada persona tiene otra vez su registro: búsquela por su nombre.',
    'refusal.notNoted': 'Esta unión es de antes de que se anotara qué pasó a qué registro.',
    'refusal.notNoted.next':
      'Registre a la otra persona de nuevo en su próximo trámite y retire del registro conservado los medios que no sean suyos.',
    'refusal.laterFirst': 'Después de esta hubo otra unión con el mismo registro.',
    'refusal.laterFirst.next': 'Deshaga primero la más reciente.',
    'refusal.erased': 'Los datos de uno de los registros se cancelaron después de la unión.',
    'refusal.erased.next': 'Lo borrado no vuelve: no hay nada que separar.',
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
    'refusal.undone': 'This merge was already undone.',
    'refusal.undone.next': 'Each person has their own record again: search by name.',
    'refusal.notNoted': 'This merge is from before what went where was noted.',
    'refusal.notNoted.next':
      'Register the other person anew with their next procedure, and withdraw from the kept record the contact data that are not theirs.',
    'refusal.laterFirst': 'There was another merge with the same record after this one.',
    'refusal.laterFirst.next': 'Undo the latest first.',
    'refusal.erased': 'The data of one of the records were erased after the merge.',
    'refusal.erased.next': 'What was erased does not come back: there is nothing to take apart.',
  },
);
