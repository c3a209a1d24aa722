import { defineTexts } from '../i18n/texts.ts';

export const permissionTexts = defineTexts(
  {
    'refusal.signInNeeded': 'Su sesión terminó o aún no ha entrado.',
    'refusal.signInNeeded.next': 'Entre con su cuenta y repita la acción.',
    'refusal.notAllowed': 'Su puesto no incluye esta acción.',
    'refusal.notAllowed.next': 'Si la necesita para su trabajo, pídala a la persona que administra el sistema.',
    'refusal.notFound': 'No encontramos lo que busca.',
    'refusal.notFound.next': 'Revise la dirección o el folio. Si pertenece a otra oficina, pida el dato allá.',
    'refusal.stepUpNeeded': 'Para firmar necesitamos confirmar que es usted.',
    'refusal.stepUpNeeded.next': 'Confirme con su segundo factor y firme de nuevo.',
  },
  {
    'refusal.signInNeeded': 'Your session ended or you have not signed in yet.',
    'refusal.signInNeeded.next': 'Sign in and try again.',
    'refusal.notAllowed': 'Your post does not include this action.',
    'refusal.notAllowed.next': 'If you need it for your work, ask the person who administers the system.',
    'refusal.notFound': 'We could not find what you are looking for.',
    'refusal.notFound.next': 'Check the address or the folio. If it belongs to another office, ask there.',
    'refusal.stepUpNeeded': 'To sign, we need to confirm that it is you.',
    'refusal.stepUpNeeded.next': 'Confirm with your second factor and sign again.',
  },
);
