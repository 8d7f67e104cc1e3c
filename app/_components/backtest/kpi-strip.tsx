import { Tooltip } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { RunResult } from '../../../lib/analytics/run-result';
import {
  type KpiItem,
  kpiLabels,
  kpiStrip,
  narrowKpis,
  stripPart,
} from '../../../lib/analytics/views/kpi-strip';
import strip from './kpi-strip.module.css';

/** How long the value before a change stays readable beside the new one. */
const ghostMs = 2500;

/** The figures of the run in one row; on phones three of them until “all” is asked for. */
export function KpiStrip({ result }: { result: RunResult | null }) {
  const [all, setAll] = useState(false);
  const items = useMemo(() => (result === null ? null : kpiStrip(result)), [result]);
  const ghosts = useGhosts(items);
  const part = result === null ? null : stripPart(result);
  return (
    <section
      className={strip.kpis}
      data-all={all || undefined}
      aria-label={part === null ? 'Key figures' : `Key figures, ${part.toLowerCase()}`}
    >
      {part !== null && <span className={strip.part}>{part}</span>}
      {items === null
        ? // Labels stand before the first run, so that nothing moves when the figures arrive.
          kpiLabels.map((label) => (
            <div key={label} className={strip.kpi}>
              <div className={strip.kpiLabel}>{label}</div>
            </div>
          ))
        : items.map((item) => <Figure key={item.id} item={item} ghost={ghosts?.get(item.id)} />)}
      <button
        type="button"
        className={strip.allFigures}
        aria-expanded={all}
        onClick={() => setAll(!all)}
      >
        {all ? 'Fewer figures' : 'All figures'}
      </button>
    </section>
  );
}

function Figure({ item, ghost }: { item: KpiItem; ghost: string | undefined }) {
  const tone = item.tone === 'up' || item.tone === 'down' ? item.tone : '';
  return (
    <Tooltip
      label={item.reason === null ? item.help : `No value: ${item.reason}.`}
      multiline
      w={280}
      openDelay={500}
      position="bottom-start"
    >
      <div
        className={strip.kpi}
        data-figure={item.id}
        data-first={narrowKpis.has(item.id) || undefined}
      >
        <div className={strip.kpiLabel}>
          {item.label}
          {ghost !== undefined && ghost !== item.value && (
            <s className={strip.kpiGhost} title="Before the change">
              {ghost}
            </s>
          )}
        </div>
        <div className={`${strip.kpiValue} ${tone}`}>
          <Value text={item.value} />
        </div>
        <div className={strip.kpiSub}>{item.reason ?? item.sub}</div>
      </div>
    </Tooltip>
  );
}

/** A unit after the number is set small: `3,006 points`. */
function Value({ text }: { text: string }) {
  const unit = /\s\p{L}+$/u.exec(text)?.[0] ?? '';
  return (
    <>
      {text.slice(0, text.length - unit.length)}
      {unit !== '' && <small className={strip.kpiUnit}>{unit}</small>}
    </>
  );
}

/** Values before the last change (of a drag: before its beginning), for a moment. */
function useGhosts(items: readonly KpiItem[] | null): ReadonlyMap<string, string> | null {
  const shown = useRef<readonly KpiItem[] | null>(null);
  const [ghosts, setGhosts] = useState<ReadonlyMap<string, string> | null>(null);
  useEffect(() => {
    const before = shown.current;
    shown.current = items;
    if (before === null || before === items) return;
    setGhosts((current) => current ?? new Map(before.map(({ id, value }) => [id, value])));
    const timer = setTimeout(() => setGhosts(null), ghostMs);
    return () => clearTimeout(timer);
  }, [items]);
  return ghosts;
}
