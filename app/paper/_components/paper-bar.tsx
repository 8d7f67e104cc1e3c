import { Button, Title } from '@mantine/core';
import { IconChartLine, IconLink } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { formatDateTime } from '../../../lib/analytics/views/format';
import { exchangeListings } from '../../../lib/market/exchange/exchange.schema';
import { backtest } from '../../../workers/backtest.client';
import type { PaperSnapshot } from '../../../workers/paper.api';
import { paper } from '../../../workers/paper.client';
import place from '../../_components/place.module.css';
import { notify } from '../../_components/shell/notify';
import { openInLab } from '../../_hooks/use-lab';
import { during } from '../_hooks/paper-actions';
import { usePaper } from '../_hooks/paper-store';
import shared from './paper.module.css';
import classes from './paper-bar.module.css';
import { sessionWords } from './session-words';

/** Name of the session, how it stands, and what can be made of it. */
export function PaperBar({ snapshot }: { snapshot: PaperSnapshot }) {
  const router = useRouter();
  const busy = usePaper((s) => s.busy);
  const { series, state, id, startedAt } = snapshot;
  const exchange = exchangeListings.find((it) => it.id === series.exchange);
  const { word, tone } = sessionWords[state];

  const copyLink = () =>
    during('Making the link', async () => {
      const { data, config } = await paper.asBacktest(id);
      const { fragment, asFile } = await backtest.makeLink(data, config);
      await navigator.clipboard.writeText(`${window.location.origin}/${fragment}`);
      notify({
        message:
          asFile === null
            ? 'Link copied. Whoever opens it recomputes the session and checks it.'
            : 'Link copied. It is longer than some programs send; the backtest’s Export menu has it as a file.',
      });
    });
  const openBacktest = () =>
    during('Opening', async () => {
      const { data, config } = await paper.asBacktest(id);
      openInLab(data, config);
      router.push('/');
    });

  return (
    <div className={place.bar}>
      <Title order={1} className={place.title ?? ''}>
        {snapshot.name}
      </Title>
      <span className={place.sub}>
        {exchange?.label ?? series.exchange}, {series.symbol}, {series.interval} · since{' '}
        {formatDateTime(Math.floor(startedAt / 60_000) * 60_000, 'UTC')} UTC
      </span>
      <span className={place.spring} />
      <span className={`${shared.dot} ${classes.state}`} data-tone={tone} role="status">
        {word}
      </span>
      <span className={classes.paperMoney}>Paper money</span>
      <Button
        variant="subtle"
        color="gray"
        className={place.touch ?? ''}
        leftSection={<IconChartLine size={15} stroke={1.9} aria-hidden="true" />}
        loading={busy === 'Opening'}
        onClick={() => void openBacktest()}
      >
        Open as backtest
      </Button>
      <Button
        variant="filled"
        className={place.touch ?? ''}
        leftSection={<IconLink size={15} stroke={1.9} aria-hidden="true" />}
        loading={busy === 'Making the link'}
        onClick={() => void copyLink()}
      >
        Copy link
      </Button>
    </div>
  );
}
