/** The mark and the name. */
export function Logo() {
  return (
    <>
      <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
        <rect width="24" height="24" rx="6" fill="var(--accent-solid)" />
        <path
          d="M18.5 7.5v9M18.5 12H8M12 7.5 7 12l5 4.5"
          fill="none"
          stroke="var(--on-accent)"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      Lookback
    </>
  );
}
