import { defineTexts } from '#platform/i18n/texts.ts';

export const agencyPageTexts = defineTexts(
  {
    title: 'Dependencia',
    lead: 'Lo leen los ciudadanos al pie de las páginas, en las oficinas y en los correos.',
    name: 'Nombre oficial',
    shortName: 'Siglas',
    phone: 'Teléfono',
    email: 'Correo',
    address: 'Domicilio de la oficina central',
    hours: 'Horario de la oficina central',
    hoursHint: 'En palabras, por ejemplo: lunes a viernes, 9:00 a 18:00 h.',
    privacyUrl: 'Aviso de privacidad de la dependencia',
    privacyUrlHint:
      'La dirección donde lo publica; empieza con https://. La página del aviso de privacidad lleva a ella.',
    mailSender: 'Nombre del remitente de los correos',
    mailSenderHint: 'Va junto a la dirección de la que salen, por ejemplo «IFREM Avisos». Vacío: el de la instalación.',
    wrongPhone: 'Escriba el teléfono con números, por ejemplo 722 123 4567.',
    wrongEmail: 'Escriba el correo completo, por ejemplo contacto@ejemplo.gob.mx.',
    wrongUrl: 'Escriba la dirección completa; empieza con https://.',
    wrongSender: 'Escriba el nombre sin comillas ni los signos < > @.',
    save: 'Guardar',
    saved: 'Los datos de la dependencia quedaron guardados.',
  },
  {
    title: 'Agency',
    lead: 'Citizens read it at the foot of the pages, at the offices and in mails.',
    name: 'Official name',
    shortName: 'Initials',
    phone: 'Telephone',
    email: 'E-mail',
    address: 'Address of the head office',
    hours: 'Hours of the head office',
    hoursHint: 'In words, for example: Monday to Friday, 9:00 to 18:00.',
    privacyUrl: 'Privacy notice of the agency',
    privacyUrlHint:
      'The address where it is published; it begins with https://. The page of the privacy notice leads to it.',
    mailSender: 'Name of the sender of mails',
    mailSenderHint:
      'It stands beside the address that they leave from, for example "IFREM Avisos". Empty: that of the installation.',
    wrongPhone: 'Write the telephone in digits, for example 722 123 4567.',
    wrongEmail: 'Write the whole address, for example contacto@ejemplo.gob.mx.',
    wrongUrl: 'Write the whole address; it begins with https://.',
    wrongSender: 'Write the name without quotation marks and without < > @.',
    save: 'Save',
    saved: 'The data of the agency are saved.',
  },
);
