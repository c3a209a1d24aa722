import { LiveRegion } from '../layout/staff-page.tsx';
import { DidYouMean } from '../ui/did-you-mean/did-you-mean.tsx';
import { FlashNotice, Notice } from '../ui/notice/notice.tsx';
import { QrCode } from '../ui/qr/qr.tsx';
import { Icon } from '../ui/icon/icon.tsx';
import { SummaryList } from '../ui/summary-list/summary-list.tsx';
import { Example, type Family } from './example.tsx';

export const notices: Family = {
  id: 'avisos',
  title: 'Avisos',
  view: () => (
    <>
      <Example name="Información, logro, advertencia, peligro">
        <Notice>
          <p>La oficina cierra el 20 de noviembre.</p>
        </Notice>
        <Notice kind="success">
          <p>El trámite TOL-2026-000123-K quedó ingresado.</p>
        </Notice>
        <Notice kind="warning">
          <p>Le quedan 3 días hábiles para corregir su trámite.</p>
        </Notice>
        <Notice kind="danger">
          <p>No pudimos guardar. Lo que escribió sigue aquí; inténtelo de nuevo.</p>
        </Notice>
      </Example>
      <Example name="¿Quiso decir…?">
        <DidYouMean
          typed="rosa@gmial.com"
          meant="rosa@gmail.com"
          names={{ use: 'correo-usar', seen: 'correo-visto' }}
        />
      </Example>
      <Example name="Lo que resultó de la última acción">
        <FlashNotice flash={{ kind: 'success', text: 'Se envió el código a su celular.' }} />
      </Example>
    </>
  ),
};

export const content: Family = {
  id: 'contenido',
  title: 'Contenido',
  view: () => (
    <>
      <Example name="Línea del tiempo">
        <ol class="timeline">
          <li class="done">
            <span class="dot">
              <Icon name="check" />
            </span>
            <h4>Ingresado</h4>
            <p>3 de marzo, 10:12</p>
          </li>
          <li class="current">
            <span class="dot">
              <Icon name="clock" />
            </span>
            <h4>En análisis</h4>
            <p>Una persona revisa sus documentos.</p>
          </li>
          <li class="stopped">
            <span class="dot">
              <Icon name="pause" />
            </span>
            <h4>Suspendido</h4>
            <p>Falta un documento.</p>
          </li>
          <li class="next">
            <span class="dot">
              <Icon name="dot" />
            </span>
            <h4>Entregado</h4>
          </li>
        </ol>
      </Example>
      <Example name="Etiquetas: color, y siempre la palabra">
        <p>
          <span class="tag">Ingresado</span> <span class="tag tag-accent">En análisis</span>{' '}
          <span class="tag tag-good">Aceptado</span> <span class="tag tag-warn">Suspendido</span>{' '}
          <span class="tag tag-bad">Rechazado</span>
        </p>
      </Example>
      <Example name="Resumen y folio">
        <p class="folio">TOL-2026-000123-K</p>
        <SummaryList
          rows={[
            ['Trámite', 'Certificado de libertad o existencia de gravámenes'],
            ['Oficina', 'Toluca'],
            ['Folio real electrónico', ''],
          ]}
        />
      </Example>
      <Example name="Cifras que abren su lista">
        <ul class="stats">
          <li class="stat">
            <a href="#contenido">
              <strong>128</strong>
              <span>Por firmar</span>
            </a>
          </li>
          <li class="stat">
            <a href="#contenido">
              <strong>7</strong>
              <span>Vencidos</span>
            </a>
          </li>
        </ul>
      </Example>
      <Example name="Código QR">
        <div class="qr">
          <QrCode content="https://ventanilla.example/f/TOL-2026-000123-K" title="Código QR del folio" />
        </div>
      </Example>
      <Example name="Teléfono y correo">
        <div class="columns columns-even">
          <div class="phone">
            <h4>55 5000 0303</h4>
            <p class="bubble">IFREM: su tramite TOL-2026-000123-K fue ACEPTADO. Puede recogerlo.</p>
            <time dateTime="2026-03-04T10:00">10:00</time>
          </div>
          <article class="mail">
            <header>
              <h4>Su trámite avanzó</h4>
              <span>luz.nava@correo.example</span>
            </header>
            <pre>Su trámite TOL-2026-000123-K fue aceptado.</pre>
          </article>
        </div>
      </Example>
      <Example name="Parte que se refresca sola">
        <LiveRegion id="viva">
          <p>Cambia cuando cambia uno de los temas de su página.</p>
        </LiveRegion>
      </Example>
    </>
  ),
};
