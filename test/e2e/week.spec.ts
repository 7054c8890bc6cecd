import { join } from 'node:path';
import { expect } from '@playwright/test';
import { startVisit, switchLanguage, syncNow } from '../../scripts/demo/driver/frame.ts';
import { test } from '../support/launch-app.ts';

test('S40: the week is a sheet whose figures open their acts, and it is equal with the region after a round', async ({
  world,
}) => {
  await world.startServer();
  await world.openDesk();
  const { page, t } = world.desk;
  const shoot = async (name: string): Promise<void> => {
    if (process.env['JD_SHOTS'])
      await page.screenshot({ path: join(process.env['JD_SHOTS'], `${name}.png`) });
  };
  await startVisit(page, t, {
    institution: world.cast.institution.name.zh,
    partner: world.cast.partner.name.zh,
  });
  await syncNow(page, t);
  await world.desk.untilDelivered(60_000);

  await page.getByRole('link', { name: t('sync-centre:tab.week') }).click();
  await page.getByRole('button', { name: t('week:compare') }).click();
  await expect(page.getByText(t('week:equal'), { exact: true })).toBeVisible();
  await shoot('app-week-zh');
  await page
    .getByRole('link', { name: new RegExp(t('acts:inspection-start.title')) })
    .first()
    .click();
  const list = page.getByRole('region', { name: new RegExp(t('acts:inspection-start.title')) });
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await shoot('app-week-drill');
  await switchLanguage(page, 'ug-CN');
  await shoot('app-week-ug');
});
