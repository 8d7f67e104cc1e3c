import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import classes from './name-form.module.css';
import place from './place.module.css';

/** A name that can be changed in place; Escape leaves it as it was. */
export function NameForm(props: {
  readonly label: string;
  readonly name: string;
  onSave(name: string): void;
  onLeave?(): void;
}) {
  const { label, name, onSave, onLeave } = props;
  const [draft, setDraft] = useState(name);
  const given = draft.trim();
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (given !== '' && given !== name) onSave(given);
        onLeave?.();
      }}
    >
      <TextInput
        label={label}
        value={draft}
        maxLength={120}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          setDraft(name);
          onLeave?.();
        }}
      />
      <Button type="submit" className={place.touch ?? ''} disabled={given === '' || given === name}>
        Save name
      </Button>
    </form>
  );
}
