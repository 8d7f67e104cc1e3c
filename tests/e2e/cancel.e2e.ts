import { describeFields } from '../../lib/core/fields';
import { syntheticSchema } from '../../lib/market/synthetic/synthetic.schema';
import { expect, test } from './support/lookback';
import { openLab, waitForRun } from './support/pages';

test('Cancel stops a long run and keeps the last result', async ({ page }) => {
  await openLab(page);
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  const bars = describeFields(syntheticSchema).find((f) => f.key === 'bars')!;
  // The longest market there is takes many seconds to make and run.
  await page.evaluate((most) => {
    localStorage.setItem(
      'lookback.setup',
      JSON.stringify({
        data: { kind: 'synthetic', config: { bars: most }, asset: 0 },
        config: {
          strategy: { id: 'sma-cross', params: { fast: 20, slow: 100, allowShort: false } },
        },
      }),
    );
  }, bars.max);
  await page.reload();
  const cancel = page.getByRole('button', { name: /Cancel/ });
  await expect(cancel).toBeVisible();
  const asked = Date.now();
  await cancel.click();
  await expect(cancel).toHaveCount(0);
  expect(Date.now() - asked).toBeLessThan(1500);
  // The page is alive: another data set runs at once.
  await page.evaluate(() => localStorage.removeItem('lookback.setup'));
  await page.reload();
  await waitForRun(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
});
