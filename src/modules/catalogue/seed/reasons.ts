import type { ReasonContent } from '../content.ts';

const reason = (code: string, es: string, en: string): ReasonContent => ({ code, es, en });

/**
 * Reasons of the demonstration catalogue, by what usually stops a filing at a property registry. They are an example
 * for the authority to replace: the binding lists follow from the Ley Registral and its Reglamento.
 */
export const SUSPENSION = {
  payment: reason(
    'S-PAGO',
    'Falta el comprobante de pago de derechos o el monto no es el correcto',
    'The receipt of the fee is missing or the amount is not right',
  ),
  identity: reason(
    'S-IDENT',
    'La identificación oficial falta, está vencida o no corresponde a quien solicita',
    'The official identification is missing, expired or not of the applicant',
  ),
  property: reason(
    'S-DATOS',
    'Los datos del inmueble no coinciden con el antecedente registral',
    'The data of the property do not match the record',
  ),
  antecedent: reason(
    'S-ANTEC',
    'El antecedente registral que se indica no existe o está incompleto',
    'The record that was cited does not exist or is incomplete',
  ),
  legible: reason(
    'S-LEGIB',
    'La escritura está incompleta o no es legible',
    'The deed is incomplete or cannot be read',
  ),
  holder: reason(
    'S-TITUL',
    'El nombre de quien transmite no coincide con el titular inscrito',
    'The name of the person who transfers is not that of the registered holder',
  ),
  transferTax: reason(
    'S-TRASL',
    'Falta el comprobante del impuesto de traslado de dominio',
    'The receipt of the property transfer tax is missing',
  ),
  creditor: reason(
    'S-ACREE',
    'Falta la firma del acreedor o el documento que acredita a su representante',
    'The signature of the creditor or the proof of their representative is missing',
  ),
  succession: reason(
    'S-SUCES',
    'Falta la resolución o el acta que adjudica el inmueble, o no ha causado ejecutoria',
    'The ruling or deed that assigns the property is missing or not final',
  ),
  meeting: reason(
    'S-ASAMB',
    'El acta no está protocolizada o no acredita el quórum',
    'The minutes are not notarised or do not prove the quorum',
  ),
  location: reason(
    'S-UBICA',
    'La ubicación, las medidas o las colindancias no bastan para identificar el inmueble',
    'Location, measures or boundaries do not identify the property',
  ),
  person: reason(
    'S-NOMBR',
    'El nombre o los apellidos de la persona que se busca no coinciden con el documento',
    'The names searched for do not match the document',
  ),
} as const;

export const REJECTION = {
  office: reason(
    'R-OFICI',
    'El inmueble corresponde a otra oficina registral',
    'The property belongs to another registry office',
  ),
  act: reason('R-ACTO', 'El acto no es inscribible conforme a la ley', 'The act cannot be inscribed under the law'),
  order: reason(
    'R-ORDEN',
    'Existe una orden judicial que impide la inscripción',
    'A court order prevents the inscription',
  ),
  other: reason(
    'R-TERCE',
    'El inmueble está inscrito a nombre de una persona distinta',
    'The property is registered in the name of somebody else',
  ),
  rank: reason(
    'R-PRELA',
    'Hay un aviso preventivo vigente de otra operación con mejor lugar',
    'A preventive notice of another transaction holds a better rank',
  ),
  none: reason(
    'R-NOEXI',
    'No existe la inscripción de la que se pide constancia',
    'There is no inscription of which proof is asked',
  ),
} as const;
