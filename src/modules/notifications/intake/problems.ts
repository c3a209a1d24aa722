import { defineTexts } from '#platform/i18n/texts.ts';

/** Why one requested notice cannot be taken. The words are for the developer of the other system. */
export const intakeTexts = defineTexts(
  {
    templateOrEvent: 'Diga la plantilla o el evento, uno de los dos.',
    unknownTemplate: 'No hay ninguna plantilla vigente «{what}».',
    unknownEvent: 'El evento «{what}» no está declarado.',
    unknownOutcome: 'El evento no tiene el resultado «{what}».',
    noAddress: 'Falta el celular o el correo.',
    wrongMobile: 'El celular no es un número que reciba mensajes.',
    landline: 'El número es de un teléfono fijo.',
    international: 'El número es de otro país, y la dependencia no envía SMS a otros países.',
    wrongEmail: 'El correo no es una dirección.',
    noChannel: 'La plantilla no tiene texto para {what}.',
    unknownValue: 'El aviso no tiene el dato «{what}».',
    missingValue: 'Falta el dato «{what}».',
    wrongValue: 'El dato «{what}» no es de su tipo.',
    unsendable: 'El SMS no puede llevar {what}.',
    tooLong: 'El SMS ocuparía {what} partes; lo más son 6.',
    wrongTime: 'La hora de envío está a más de 90 días.',
    expired: 'El aviso vencería antes de salir.',
    notOnTeam: 'Con una clave de equipo solo se envía a las personas de la lista.',
    noCodes: 'La clave no puede enviar códigos.',
    otherContent: 'Ese externalId ya llegó con otro contenido.',
  },
  {
    templateOrEvent: 'Name the template or the event, one of the two.',
    unknownTemplate: 'There is no template “{what}” in force.',
    unknownEvent: 'The event “{what}” is not declared.',
    unknownOutcome: 'The event has no outcome “{what}”.',
    noAddress: 'Mobile or e-mail is missing.',
    wrongMobile: 'The mobile is no number that takes messages.',
    landline: 'The number is of a landline.',
    international: 'The number is of another country, to which the agency sends no SMS.',
    wrongEmail: 'The e-mail is not an address.',
    noChannel: 'The template has no text for {what}.',
    unknownValue: 'The notice has no value “{what}”.',
    missingValue: 'The value “{what}” is missing.',
    wrongValue: 'The value “{what}” is not of its type.',
    unsendable: 'The SMS cannot hold {what}.',
    tooLong: 'The SMS would take {what} parts; the most are 6.',
    wrongTime: 'The time to send is more than 90 days ahead.',
    expired: 'The notice would expire before it leaves.',
    notOnTeam: 'With a team key, notices go to the people of the list only.',
    noCodes: 'The key may not send codes.',
    otherContent: 'That externalId came before with other content.',
  },
);

export type ProblemCode = Parameters<ReturnType<typeof intakeTexts>>[0];

export interface IntakeProblem {
  readonly code: ProblemCode;
  /** What the words point at. Never the address. */
  readonly what: string;
}
