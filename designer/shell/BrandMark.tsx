/** The product's mark: a line that leads through a node. */
export function BrandMark() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="#0d5c70" />
      <path d="M4 16h4c4 0 4-8 8-8h4" fill="none" stroke="#ffffff" strokeWidth="2.2" strokeLinecap="round" />
      <circle cx="12" cy="12" r="2.4" fill="#f2b35c" />
    </svg>
  );
}
