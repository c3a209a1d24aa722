import { Button, ButtonRow, LinkButton } from '../ui/button/button.tsx';
import { ActionButton } from '../ui/form/form.tsx';
import { Icon, ICON_NAMES } from '../ui/icon/icon.tsx';
import { Example, type Family } from './example.tsx';

export const buttons: Family = {
  id: 'botones',
  title: 'Botones',
  view: () => (
    <>
      <Example name="Principal, secundario, discreto, de peligro">
        <ButtonRow>
          <Button type="button">Ingresar el trámite</Button>
          <Button type="button" kind="secondary">
            Guardar borrador
          </Button>
          <Button type="button" kind="quiet">
            Cancelar
          </Button>
          <Button type="button" kind="danger">
            Rechazar
          </Button>
        </ButtonRow>
      </Example>
      <Example name="Con icono y con palabras para quien no ve la pantalla">
        <ButtonRow>
          <Button type="button" kind="secondary" icon="print">
            Imprimir
          </Button>
          <Button type="button" kind="secondary" hiddenText="del trámite TOL-2026-000123-K">
            Descargar
          </Button>
        </ButtonRow>
      </Example>
      <Example name="Enlace con forma de botón">
        <ButtonRow>
          <LinkButton href="#botones">Ver los trámites</LinkButton>
          <LinkButton href="#botones" kind="secondary" icon="download">
            Descargar la lista
          </LinkButton>
        </ButtonRow>
      </Example>
      <Example name="Formulario que es solo un botón">
        <ActionButton action="#botones" hiddenText="el aviso al 55 •••• 0303">
          Enviar de nuevo
        </ActionButton>
      </Example>
    </>
  ),
};

export const icons: Family = {
  id: 'iconos',
  title: 'Iconos',
  view: () => (
    <Example name="Siempre junto a palabras">
      <ul class="icon-list">
        {ICON_NAMES.map((name) => (
          <li key={name}>
            <Icon name={name} /> <code>{name}</code>
          </li>
        ))}
      </ul>
    </Example>
  ),
};
