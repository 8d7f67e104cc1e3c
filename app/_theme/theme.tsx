import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';

const tuple = (token: string): MantineColorsTuple =>
  Array.from({ length: 10 }, () => `var(${token})`) as unknown as MantineColorsTuple;

/** Mantine drawn with the tokens of tokens.css: compact controls, flat surfaces, no colour of its own. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.4', md: '1.4', lg: '1.4', xl: '1.3' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '10px', xl: '16px' },
  defaultRadius: 'sm',
  headings: {
    fontFamily: 'var(--font)',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '16px', lineHeight: '22px' },
      h2: { fontSize: '13px', lineHeight: '18px' },
      h3: { fontSize: '13px', lineHeight: '18px' },
      h4: { fontSize: '12px', lineHeight: '17px' },
      h5: { fontSize: '12px', lineHeight: '17px' },
      h6: { fontSize: '12px', lineHeight: '17px' },
    },
  },
  colors: { accent: tuple('--accent-solid') },
  primaryColor: 'accent',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 30 } },
    Button: { defaultProps: { size: 'xs', variant: 'default' } },
    Input: { defaultProps: { size: 'xs' } },
    InputWrapper: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: {
      defaultProps: {
        size: 'xs',
        allowDeselect: false,
        checkIconPosition: 'right',
        rightSection: <IconChevronDown size={14} stroke={1.9} aria-hidden="true" />,
        rightSectionPointerEvents: 'none',
      },
    },
    FileInput: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs', transitionDuration: 0 } },
    Switch: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Radio: { defaultProps: { size: 'xs' } },
    Menu: {
      // An open menu's focus is on its first item, not on an unnamed element before it.
      defaultProps: {
        shadow: 'md',
        transitionProps: { duration: 0 },
        withInitialFocusPlaceholder: false,
      },
    },
    HoverCard: { defaultProps: { shadow: 'md', transitionProps: { duration: 0 } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 0 } } },
    Tooltip: { defaultProps: { transitionProps: { duration: 0 }, openDelay: 300 } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 0 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
  },
});

const shared: Record<string, string> = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--dim)',
  '--mantine-color-placeholder': 'var(--faint)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-success': 'var(--ok)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line2)',
  '--mantine-color-disabled': 'var(--hover)',
  '--mantine-color-disabled-color': 'var(--faint)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-color-accent-text': 'var(--accent)',
  '--mantine-color-accent-filled': 'var(--accent-solid)',
  '--mantine-color-accent-filled-hover': 'var(--accent-solid-hover)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-color-accent-light-hover': 'var(--accent-soft)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
  '--mantine-color-accent-outline-hover': 'var(--accent-soft)',
  '--mantine-color-gray-text': 'var(--dim)',
  '--mantine-color-gray-light': 'var(--hover)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
  '--mantine-color-gray-light-color': 'var(--dim)',
  '--mantine-shadow-md': 'var(--pop)',
  '--mantine-shadow-lg': 'var(--pop)',
  '--mantine-shadow-xl': 'var(--pop)',
};

const greys = (name: 'gray' | 'dark', tokens: readonly string[]): Record<string, string> =>
  Object.fromEntries(tokens.map((token, i) => [`--mantine-color-${name}-${i}`, `var(${token})`]));

/** Components that reach for a grey step get the token that plays that part in the scheme. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...shared,
    ...greys('gray', [
      '--sunken',
      '--hover',
      '--line',
      '--line',
      '--line2',
      '--edge',
      '--faint',
      '--dim',
      '--text',
      '--text',
    ]),
  },
  dark: {
    ...shared,
    ...greys('dark', [
      '--text',
      '--dim',
      '--faint',
      '--edge',
      '--line2',
      '--hover',
      '--surface',
      '--surface',
      '--canvas',
      '--canvas',
    ]),
  },
});
