import { defineTexts } from '#platform/i18n/texts.ts';

export const staffTexts = defineTexts(
  {
    'refusal.wrongCredentials': 'El usuario o la contraseña no son correctos.',
    'refusal.wrongCredentials.next':
      'Escríbalos otra vez. Si olvidó su contraseña, pida una nueva a quien administra el sistema.',
    'refusal.wrongCode': 'El código no es correcto o ya se usó.',
    'refusal.wrongCode.next': 'Espere el siguiente código de su aplicación y escríbalo.',
    title: 'Acceso del personal',
    login: 'Usuario',
    password: 'Contraseña',
    submit: 'Entrar',
    codeTitle: 'Segundo factor',
    codeLead: 'Abra su aplicación de códigos y escriba el de esta cuenta.',
    code: 'Código de 6 dígitos',
    confirm: 'Confirmar',
    confirmTitle: 'Confirme que es usted',
    enrolTitle: 'Registre su segundo factor',
    enrolLead:
      'Escanee el código con una aplicación de códigos (por ejemplo FreeOTP o Aegis), o escriba la clave en ella. Después escriba el código que le muestre.',
    enrolKey: 'Clave',
    demoTitle: 'Entrar como…',
    demoLead: 'Solo en la demostración y solo desde este equipo: elija a una persona inventada.',
    demoEnter: 'Entrar',
    homeTitle: 'Inicio del personal',
    hello: 'Buen día, {name}',
  },
  {
    'refusal.wrongCredentials': 'The user or the password is not right.',
    'refusal.wrongCredentials.next':
      'Enter them again. If you forgot your password, ask the administrator for a new one.',
    'refusal.wrongCode': 'The code is not right or was used already.',
    'refusal.wrongCode.next': 'Wait for the next code of your application and enter it.',
    title: 'Staff entrance',
    login: 'User',
    password: 'Password',
    submit: 'Sign in',
    codeTitle: 'Second factor',
    codeLead: 'Open your code application and enter the code of this account.',
    code: '6-digit code',
    confirm: 'Confirm',
    confirmTitle: 'Confirm that it is you',
    enrolTitle: 'Register your second factor',
    enrolLead:
      'Scan the code with a code application (such as FreeOTP or Aegis), or type the key into it. Then enter the code it shows.',
    enrolKey: 'Key',
    demoTitle: 'Enter as…',
    demoLead: 'Only in the demonstration and only from this machine: choose an invented person.',
    demoEnter: 'Enter',
    homeTitle: 'Staff start page',
    hello: 'Good day, {name}',
  },
);
