import { NumberInput, SegmentedControl, Select, Slider, Switch } from '@mantine/core';
import dynamic from 'next/dynamic';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { FieldDescriptor } from '../../../lib/core/fields';
import { HelpTip } from './help-tip';
import classes from './setup.module.css';
import { onGrid, positionOf, sliderSteps, valueAt } from './slider-scale';

// Its list comes from a worker that few need.
const ModelField = dynamic(() => import('./model-field'), { ssr: false });

export type FieldValue = number | string | boolean;

interface SchemaFieldProps {
  field: FieldDescriptor;
  value: FieldValue;
  onChange: (value: FieldValue) => void;
  /** Below the control: "needs 100 bars before its first decision". */
  hint?: string | undefined;
  error?: string | undefined;
  /** A box with the label above it instead of a slider. */
  compact?: boolean;
}

/** The control for one setting, made from what its schema says of it. */
export function SchemaField(props: SchemaFieldProps) {
  const { field, value, onChange, error } = props;
  switch (field.control) {
    case 'switch':
      return (
        <HelpTip help={field.help}>
          <Switch
            label={field.label}
            checked={value === true}
            onChange={(event) => onChange(event.currentTarget.checked)}
            error={error}
          />
        </HelpTip>
      );
    case 'choice':
      return <ChoiceField {...props} />;
    case 'model':
      return <ModelField field={field} value={String(value)} onChange={onChange} error={error} />;
    default:
      return props.compact ? <NumberBox {...props} /> : <SliderField {...props} />;
  }
}

function ChoiceField({ field, value, onChange, compact, error }: SchemaFieldProps) {
  const data = Object.entries(field.options ?? {}).map(([key, label]) => ({ value: key, label }));
  const short = data.length <= 3 && data.every((option) => option.label.length <= 14);
  if (short && !compact) {
    return (
      <HelpTip help={field.help}>
        <SegmentedControl
          fullWidth
          aria-label={field.label}
          data={data}
          value={String(value)}
          onChange={onChange}
        />
      </HelpTip>
    );
  }
  return (
    <Select
      label={<FieldLabel field={field} />}
      data={data}
      value={String(value)}
      onChange={(next) => next !== null && onChange(next)}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      error={error}
    />
  );
}

function NumberBox({ field, value, onChange, error }: SchemaFieldProps) {
  return (
    <FieldNumber
      field={field}
      value={Number(value)}
      onChange={onChange}
      label={<FieldLabel field={field} />}
      error={error}
    />
  );
}

function SliderField({ field, value, onChange, hint, error }: SchemaFieldProps) {
  const id = useId();
  const { min = 0, max = 100, step = 1 } = field;
  const current = Number(value);
  const nudge = (event: KeyboardEvent) => {
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (direction === undefined) return;
    // By the setting's own step: a slider position can be less than one step wide.
    event.preventDefault();
    event.stopPropagation();
    const by = direction * step * (event.shiftKey ? 10 : 1);
    onChange(onGrid(current + by, min, max, step));
  };
  return (
    <div className={classes.field}>
      <div className={classes.fieldRow}>
        <HelpTip help={field.help}>
          <label htmlFor={id} className={classes.fieldLabel}>
            {field.label}
            {field.unit ? `, ${field.unit}` : ''}
          </label>
        </HelpTip>
        <div className={classes.number}>
          <FieldNumber field={field} value={current} onChange={onChange} id={id} bare />
        </div>
      </div>
      <div onKeyDownCapture={nudge}>
        <Slider
          className={classes.slider ?? ''}
          size={4}
          thumbSize={14}
          label={null}
          min={0}
          max={sliderSteps}
          value={positionOf(current, min, max)}
          onChange={(position) => onChange(valueAt(position, min, max, step))}
          scale={(position) => valueAt(position, min, max, step)}
          thumbLabel={field.label}
        />
      </div>
      {error !== undefined && <div className={classes.error}>{error}</div>}
      {hint !== undefined && <div className={classes.hint}>{hint}</div>}
    </div>
  );
}

/** A number as it is shown (percent for fractions), sent on only while it is inside its bounds. */
function FieldNumber({
  field,
  value,
  onChange,
  id,
  label,
  error,
  bare,
}: {
  field: FieldDescriptor;
  value: number;
  onChange: (value: number) => void;
  id?: string;
  label?: React.ReactNode;
  error?: string | undefined;
  bare?: boolean;
}) {
  const scale = field.displayScale ?? 1;
  const shown = (x: number): number => Number((x * scale).toPrecision(12));
  const [draft, setDraft] = useState<number | string>(shown(value));
  const [outside, setOutside] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft follows the value, not the other way round
  useEffect(() => {
    setDraft((typed) => (Number(typed) / scale === value && typed !== '' ? typed : shown(value)));
    setOutside(false);
  }, [value]);

  const take = (next: number | string): void => {
    setDraft(next);
    const number = typeof next === 'number' ? next / scale : Number.NaN;
    const inside = number >= (field.min ?? -Infinity) && number <= (field.max ?? Infinity);
    setOutside(!inside);
    if (inside && number !== value) onChange(number);
  };
  const limits = `${shown(field.min ?? 0)} to ${shown(field.max ?? 0)}`;
  return (
    <NumberInput
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { label })}
      value={draft}
      onChange={take}
      onBlur={() => {
        setDraft(shown(value));
        setOutside(false);
      }}
      step={shown(field.step ?? 1)}
      allowDecimal={field.control === 'number'}
      allowNegative={(field.min ?? 0) < 0}
      hideControls
      thousandSeparator={bare || field.isOrdinal ? false : ','}
      {...(!bare && field.unit === '%' ? { suffix: '%' } : {})}
      {...(!bare && field.unit && field.unit !== '%'
        ? {
            rightSection: <span className={classes.unit}>{field.unit}</span>,
            rightSectionWidth: Math.max(40, 10 + 6 * field.unit.length),
            rightSectionPointerEvents: 'none' as const,
          }
        : {})}
      {...(bare ? { styles: { input: { textAlign: 'right' } } } : {})}
      error={outside ? (bare ? limits : `Takes ${limits}`) : error}
    />
  );
}

function FieldLabel({ field }: { field: FieldDescriptor }) {
  return (
    <HelpTip help={field.help}>
      <span>{field.label}</span>
    </HelpTip>
  );
}
