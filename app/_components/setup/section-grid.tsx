import type { FieldDescriptor } from '../../../lib/core/fields';
import { useLab } from '../../_hooks/use-lab';
import { SchemaField } from './schema-field';
import { changeSection, type SectionName, sectionFields, sectionValue } from './section-fields';
import classes from './setup.module.css';

const isWide = ({ control, key }: FieldDescriptor): boolean =>
  control === 'switch' || (control === 'choice' && key !== 'kind');

/** Boxes for some settings of a section, two a row; choices and switches take the whole row. */
export function SectionGrid({ section, keys }: { section: SectionName; keys?: readonly string[] }) {
  const config = useLab((s) => s.setup.config);
  const error = useLab((s) => s.error);
  const fields = sectionFields(section, keys);
  return (
    <div className={classes.pair}>
      {fields.map((field) => (
        <div key={field.key} className={isWide(field) ? classes.wide : undefined}>
          <SchemaField
            compact
            field={field}
            value={sectionValue(config, section, field)}
            onChange={(value) => changeSection(section, field.key, value)}
            error={error?.field === `${section}.${field.key}` ? error.message : undefined}
          />
        </div>
      ))}
    </div>
  );
}
