const isHtml = (body: string) => /<[a-z!][^>]*>/i.test(body);

// a message is somebody else's HTML: no scripts, no forms, nothing fetched but pictures
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data: https:; form-action 'none'";

/** An e-mail's body, walled off from the page. */
export function MailFrame({ body, title }: { body: string; title: string }) {
  if (!isHtml(body)) return <pre className="tl-plain-mail">{body}</pre>;
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank">${body}`;
  return <iframe className="tl-mail" title={title} sandbox="" referrerPolicy="no-referrer" srcDoc={page} />;
}
