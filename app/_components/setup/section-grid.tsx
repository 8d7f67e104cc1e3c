import type { FieldDescriptor } from '../../../lib/core/fields';
import { useLab } from '../../_hooks/use-lab';
import { SchemaField } from './schema-field';
import { changeSection, type SectionName, sectionFields, sectionValue } from './section-fields';
import classes from './setup.module.css';

const isWide = ({ control, key }: FieldDescriptor): boolean =>
  control === 'switch' || (control === 'choice' && key !== 'kind');

/** Boxes for some settings of a section, two a row; choices and switches take the whole row. */
export function SectionGrid({ section, keys }: { section: SectionName; keys?: readonly string[] }) {
  const fields = sectionFields(section, keys);
  return (
    <div className={classes.pair}>
      {fields.map((field) => (
        <div key={field.key} className={isWide(field) ? classes.wide : undefined}>
          <SectionField section={section} field={field} />
        </div>
      ))}
    </div>
  );
}

/** One setting; drawn again when it or what is wrong with it changes. */
function SectionField({ section, field }: { section: SectionName; field: FieldDescriptor }) {
  const value = useLab((s) => sectionValue(s.setup.config, section, field));
  const error = useLab(({ error: fault }) =>
    fault?.field === `${section}.${field.key}` ? fault.message : undefined,
  );
  return (
    <SchemaField
      compact
      field={field}
      value={value}
      onChange={(next) => changeSection(section, field.key, next)}
      error={error}
    />
  );
}
