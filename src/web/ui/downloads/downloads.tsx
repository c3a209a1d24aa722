import { useTexts } from '../../page.tsx';
import { ButtonRow, LinkButton } from '../button/button.tsx';
import { kitTexts } from '../kit-texts.ts';

/** A list to take along, as it is filtered now; it stands below the list. */
export function Downloads({ excel, csv }: { excel: string; csv: string }) {
  const t = useTexts(kitTexts);
  return (
    <ButtonRow>
      <LinkButton href={excel} kind="secondary" icon="download">
        {t('excel')}
      </LinkButton>
      <LinkButton href={csv} kind="secondary" icon="download">
        {t('csv')}
      </LinkButton>
    </ButtonRow>
  );
}
