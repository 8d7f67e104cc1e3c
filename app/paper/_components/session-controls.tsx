import { Button, Modal } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { PaperSnapshot } from '../../../workers/paper.api';
import { paper } from '../../../workers/paper.client';
import place from '../../_components/place.module.css';
import { deleteSession, during, refreshSessions } from '../_hooks/paper-actions';
import { usePaper } from '../_hooks/paper-store';
import classes from './session-controls.module.css';

/** Connection, flatten, the kill switch, and the end. */
export function SessionControls({ snapshot }: { snapshot: PaperSnapshot }) {
  const { id, state, isMine } = snapshot;
  const busy = usePaper((s) => s.busy);
  const [asks, setAsks] = useState(false);
  // One that has ended is nobody's: any tab may read it, name it and delete it.
  const over = state === 'ended' || (state === 'failed' && isMine);
  const away = state === 'paused' || state === 'disconnected';
  if (over) {
    return (
      <section className={classes.controls} aria-label="Controls">
        <p className={place.hint}>
          {state === 'ended'
            ? 'This session has ended. Its log stays until you delete it.'
            : 'A fault has stopped this session; what happened is in its log. End it, or start another.'}
        </p>
        {state === 'ended' ? (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            className={place.touch ?? ''}
            leftSection={<IconTrash size={14} stroke={1.9} aria-hidden="true" />}
            loading={busy === 'Deleting'}
            onClick={() => void deleteSession(snapshot)}
          >
            Delete the session
          </Button>
        ) : (
          <EndButton id={id} />
        )}
      </section>
    );
  }
  if (!isMine) {
    return (
      <section className={classes.controls} aria-label="Controls">
        <p className={place.hint}>
          Another tab runs this session. Here it can be read; close the other tab to take it over.
        </p>
      </section>
    );
  }
  return (
    <section className={classes.controls} aria-label="Controls">
      <div className={classes.controlRow}>
        {state === 'paused' ? (
          <Button
            loading={busy === 'Reconnecting'}
            onClick={() => void during('Reconnecting', () => paper.reconnect(id))}
          >
            Reconnect
          </Button>
        ) : (
          <Button
            loading={busy === 'Disconnecting'}
            onClick={() => void during('Disconnecting', () => paper.disconnect(id))}
          >
            Disconnect
          </Button>
        )}
        <Button
          loading={busy === 'Flattening'}
          onClick={() => void during('Flattening', () => paper.flatten(id))}
        >
          Flatten
        </Button>
        <Button
          className={classes.kill ?? ''}
          disabled={state === 'halted'}
          onClick={() => setAsks(true)}
        >
          Kill switch
        </Button>
      </div>
      <p className={place.hint}>
        {away
          ? 'No decisions until the connection is back. Flatten and the kill switch are noted and act on the first bar after it.'
          : 'Flatten closes the position and goes on. The kill switch also cancels every order and stops the strategy for good.'}
      </p>
      <EndButton id={id} />
      <Modal
        opened={asks}
        onClose={() => setAsks(false)}
        title="Stop everything?"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <p className={classes.ask}>
          Every order is cancelled, the position is closed at the next price, and the strategy is
          heard no more in this session. It can’t be undone.
        </p>
        <div className={classes.askRow}>
          <Button onClick={() => setAsks(false)}>Go on trading</Button>
          <Button
            color="red"
            variant="filled"
            data-autofocus
            onClick={() => {
              setAsks(false);
              void during('Stopping', () => paper.halt(id));
            }}
          >
            Stop everything
          </Button>
        </div>
      </Modal>
    </section>
  );
}

function EndButton({ id }: { id: string }) {
  const busy = usePaper((s) => s.busy);
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      className={place.touch ?? ''}
      loading={busy === 'Ending'}
      onClick={() =>
        void during('Ending', async () => {
          await paper.end(id);
          await refreshSessions();
        })
      }
    >
      End the session
    </Button>
  );
}
