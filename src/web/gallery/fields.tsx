import { ErrorSummary } from '../ui/error-summary/error-summary.tsx';
import { Checkbox, CheckboxGroup, RadioGroup, SelectField } from '../ui/field/choice-fields.tsx';
import { Hint } from '../ui/field/field-frame.tsx';
import { FileField } from '../ui/field/file-field.tsx';
import { TextArea } from '../ui/field/text-area.tsx';
import { AutocompleteField, EmailField, TelField, TextField } from '../ui/field/text-field.tsx';
import { filledForm, type FormState } from '../ui/form/form-state.ts';
import { Form, Hidden } from '../ui/form/form.tsx';
import { Example, type Family } from './example.tsx';

const CHANNELS = [
  { value: 'sms', label: 'Mensaje al celular', hint: 'Llega a cualquier teléfono.' },
  { value: 'email', label: 'Correo electrónico' },
  { value: 'none', label: 'Ningún aviso', disabled: true },
];
const OFFICES = [
  { value: 'TOL', label: 'Toluca', group: 'Valle de Toluca' },
  { value: 'LER', label: 'Lerma', group: 'Valle de Toluca' },
  { value: 'TEX', label: 'Texcoco', group: 'Oriente' },
];
const FILLED = filledForm({ nombre: 'María de la Luz Nava Zepeda', oficina: 'LER', medio: 'sms', medios: ['email'] });
const WRONG: FormState = {
  values: { nombre: '', celular: '722 12', correo: 'luz.nava', relato: 'Tardó', medio: 'otro' },
  errors: {
    nombre: 'Escriba el nombre como está en la identificación',
    celular: 'El celular debe tener 10 números, por ejemplo 722 123 4567',
    correo: 'Al correo le falta la parte después de la arroba',
    oficina: 'Elija la oficina',
    medio: 'Elija por dónde quiere recibir los avisos',
    medios: 'Elija al menos un medio',
    archivo: 'El archivo pesa más de 10 MB. Elija uno más pequeño',
    relato: 'Cuéntenos un poco más: al menos 20 letras',
    acepto: 'Para enviarle avisos necesitamos su permiso',
  },
};

function AllFields({ prefix, state }: { prefix: string; state: FormState }) {
  return (
    <Form action="#campos" state={state} idPrefix={prefix} method="get">
      <Hidden name="paso" value="1" />
      <TextField name="nombre" label="Nombre completo" hint="Como está en la identificación" autocomplete="off" />
      <TelField name="celular" label="Celular" hint="10 números" optional autocomplete="off" />
      <EmailField name="correo" label="Correo electrónico" optional autocomplete="off" />
      <TextField name="superficie" label="Superficie" width="s" inputmode="decimal" suffix="m²" />
      <TextField name="monto" label="Monto pagado" width="s" inputmode="decimal" prefix="$" />
      <AutocompleteField name="municipio" label="Municipio" suggestions={['Toluca', 'Metepec', 'Zinacantepec']} />
      <SelectField name="oficina" label="Oficina" choices={OFFICES} width="m" />
      <RadioGroup name="medio" label="¿Por dónde le avisamos?" choices={CHANNELS} />
      <CheckboxGroup name="medios" label="Medios que autoriza" choices={CHANNELS} look="tiles" inline />
      <FileField name="archivo" label="Identificación" types={['pdf', 'jpeg', 'png']} megabytes={10} />
      <TextArea name="relato" label="¿Qué pasó?" rows={3} />
      <Checkbox name="acepto" label="Acepto recibir avisos de este trámite" hint="Puede retirarlo cuando quiera." />
    </Form>
  );
}

export const fields: Family = {
  id: 'campos',
  title: 'Campos y formularios',
  view: () => (
    <>
      <Example name="Vacíos">
        <AllFields prefix="v-" state={filledForm({})} />
      </Example>
      <Example name="Con lo que ya se sabe">
        <AllFields prefix="l-" state={FILLED} />
      </Example>
      <Example name="Con errores: el resumen lleva a cada campo y nada de lo escrito se pierde">
        <ErrorSummary form={WRONG} idPrefix="e-" />
        <AllFields prefix="e-" state={WRONG} />
      </Example>
      <Example name="Error que no es de un campo">
        <ErrorSummary
          form={{ values: {}, errors: {}, formError: 'Otra persona firmó este trámite hace un momento.' }}
        />
      </Example>
      <Example name="Ayuda suelta">
        <Hint>El folio está en su comprobante y en los mensajes que le enviamos.</Hint>
      </Example>
    </>
  ),
};
