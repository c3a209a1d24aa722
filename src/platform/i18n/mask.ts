// Contact data on screens of people without the right to see it (requirement R9): enough for its owner to recognise
// it, too little for anybody else to use it. The number of dots says nothing about the length.

/** Where notices go, masked. Nothing is no address: who shows erased ones asks first. */
export function maskAddress(channel: 'sms' | 'email', address: string): string {
  return channel === 'sms' ? maskPhone(address) : maskEmail(address);
}

/** "+527221234567" gives "••• ••• 4567"; a number too short to hide anything is hidden whole. */
function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 8 ? '••••' : `••• ••• ${digits.slice(-4)}`;
}

/** "rosa.martinez@gmail.com" gives "r•••@gmail.com"; text without an address is hidden whole. */
function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 1) return '••••';
  const [first = ''] = email;
  return `${first}•••${email.slice(at)}`;
}
