import { formatNumber, formatPesos } from '#platform/i18n/format.ts';
import { useLocale, useTexts } from '#web/page.tsx';
import { FATES, notificationTexts, type Fate } from '#modules/notifications/index.ts';
import type { MessageFigure } from '../queries/message-figures.ts';
import { reportTexts } from '../report-texts.ts';
import { address, PLACE, type Asked } from './asked.ts';
import { Grid, gridOf } from './grid.tsx';
import { Empty } from '#web/ui/empty/empty.tsx';

const CHANNELS = ['sms', 'email'] as const;

export const isFate = (text: string | undefined): text is Fate => FATES.some((fate) => fate === text);
export const isChannel = (text: string | undefined): text is (typeof CHANNELS)[number] =>
  CHANNELS.some((channel) => channel === text);

/** Messages by channel and fate, and what they cost. */
export function MessageSection({ asked, figures }: { asked: Asked; figures: readonly MessageFigure[] }) {
  const locale = useLocale();
  const t = useTexts(reportTexts);
  const n = useTexts(notificationTexts);
  const sum = (of: (figure: MessageFigure) => number) => figures.reduce((total, figure) => total + of(figure), 0);
  const pesos = sum((figure) => figure.pesos);
  const delivered = sum(({ fate, messages }) => (fate === 'delivered' ? messages : 0));
  const facts = [
    [formatPesos(pesos, locale), t('cost')],
    [
      formatNumber(
        sum(({ segments }) => segments),
        locale,
      ),
      t('segments'),
    ],
    [delivered > 0 ? formatPesos(pesos / delivered, locale) : '–', t('perDelivered')],
  ] as const;
  return (
    <section aria-labelledby="messages">
      <h2 id="messages">{t('messages')}</h2>
      <p>{t('messages.lead')}</p>
      {figures.length === 0 ? (
        <Empty>{t('messages.none')}</Empty>
      ) : (
        <>
          <Grid
            caption={t('messages')}
            of={t('channel')}
            columns={FATES.filter((fate) => figures.some((figure) => figure.fate === fate)).map((fate) => ({
              key: fate,
              label: n(`fate.${fate}`),
            }))}
            rows={gridOf(
              figures.map(({ messages, ...figure }) => ({ ...figure, count: messages })),
              ({ channel }) => channel,
              ({ fate }) => fate as Fate,
            )}
            nameOf={(channel) => n(`channel.${channel as 'sms'}`)}
            hrefOf={(fate, channel) => address(`${PLACE}/avisos`, asked, { resultado: fate, canal: channel })}
          />
          <ul class="stats">
            {facts.map(([value, label]) => (
              <li key={label} class="stat">
                <div class="stat-plate">
                  <strong>{value}</strong>
                  <span>{label}</span>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
