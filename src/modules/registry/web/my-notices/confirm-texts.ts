import { defineTexts } from '#platform/i18n/texts.ts';

/** The page behind the question whether a contact still is its person's. */
export const confirmContactTexts = defineTexts(
  {
    title: '¿Este contacto sigue siendo suyo?',
    sms: '¿El celular {address} sigue siendo suyo?',
    email: '¿El correo {address} sigue siendo suyo?',
    lead: 'Alguien lo dio para recibir los avisos de un trámite. Antes de enviarlos queremos saber que llegan a esa persona.',
    surname: 'Su primer apellido',
    surnameHint: 'Como está en su comprobante. Así sabemos que no cambió de dueño. Por ejemplo: Hernández',
    yes: 'Sí, sigue siendo mío',
    notTitle: 'No es mío',
    notLead: 'Nadie volverá a escribirle por el trámite de esa persona.',
    no: 'No, no es mío',
    doneTitle: 'Gracias',
    done: 'Listo: sus avisos le seguirán llegando ahí. Los que esperaban salen en unos momentos.',
    gone: 'Listo: quitamos este contacto. No le enviaremos más avisos de ese trámite.',
    status: 'Consultar un trámite',
  },
  {
    title: 'Is this contact still yours?',
    sms: 'Is the mobile {address} still yours?',
    email: 'Is the mailbox {address} still yours?',
    lead: 'Somebody gave it to get the notices of a procedure. Before we send them we want to know that they reach that person.',
    surname: 'Your first surname',
    surnameHint: 'As on your receipt. So we know that it has not changed hands. For example: Hernández',
    yes: 'Yes, it still is mine',
    notTitle: 'It is not mine',
    notLead: 'Nobody will write to you again about that person’s procedure.',
    no: 'No, it is not mine',
    doneTitle: 'Thank you',
    done: 'Done: your notices go on arriving there. Those that waited leave in a moment.',
    gone: 'Done: we removed this contact. We will send you no more notices of that procedure.',
    status: 'See a procedure',
  },
);
