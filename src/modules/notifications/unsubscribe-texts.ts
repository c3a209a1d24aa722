import { defineTexts } from '#platform/i18n/texts.ts';

export const unsubscribeTexts = defineTexts(
  {
    title: 'Dejar de recibir avisos',
    ask: '¿Quiere dejar de recibir «{topic}» en {address}?',
    usualTopic: 'avisos de sus trámites',
    keeps: 'Los códigos que usted pida y lo que la ley obliga a notificar le seguirán llegando.',
    stop: 'Dejar de recibirlos',
    doneTitle: 'Listo: ya no le llegarán',
    done: 'Ya no enviaremos «{topic}» a {address}. Vale también para los avisos que estaban por salir.',
    undo: 'Me equivoqué: quiero seguir recibiéndolos',
    backTitle: 'Listo: le seguirán llegando',
    back: 'Volveremos a enviar «{topic}» a {address}.',
    status: 'Puede ver cómo va su trámite cuando quiera, con su folio y sin cuenta.',
    statusGo: 'Consultar un trámite',
  },
  {
    title: 'Stop getting notices',
    ask: 'Do you want to stop getting “{topic}” at {address}?',
    usualTopic: 'notices of your procedures',
    keeps: 'Codes that you ask for, and what the law obliges us to notify, will still reach you.',
    stop: 'Stop getting them',
    doneTitle: 'Done: you will get no more',
    done: 'We will no longer send “{topic}” to {address}. That holds for notices that were about to leave, too.',
    undo: 'That was a mistake: I want to keep getting them',
    backTitle: 'Done: you will keep getting them',
    back: 'We will send “{topic}” to {address} again.',
    status: 'You can check your procedure whenever you like, with its folio and without an account.',
    statusGo: 'Check a procedure',
  },
);
