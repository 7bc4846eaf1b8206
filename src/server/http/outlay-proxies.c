/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-proxies.h"

#include <arpa/inet.h>
#include <string.h>

#define MAX_HOPS 32
#define V4_BITS 96

G_DEFINE_QUARK (outlay-proxies-error-quark, outlay_proxies_error)

/* IPv4 lies within IPv6, as RFC 4291 maps it. */
typedef struct
{
  guint8 bytes[16];
  guint bits;
} Network;

struct _OutlayProxies
{
  GArray *networks; /* of Network */
  gboolean trusts_local;
};

static gboolean
parse_address (const char *text, Network *network)
{
  static const guint8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

  network->bits = 128;
  if (inet_pton (AF_INET6, text, network->bytes) == 1)
    return TRUE;

  memcpy (network->bytes, mapped, sizeof mapped);
  return inet_pton (AF_INET, text, network->bytes + sizeof mapped) == 1;
}

static gboolean
parse_network (char *text, Network *network)
{
  gboolean is_v4 = strchr (text, ':') == NULL;
  char *slash = strchr (text, '/');
  guint64 bits;

  if (slash != NULL)
    *slash++ = '\0';
  if (!parse_address (text, network))
    return FALSE;
  if (slash == NULL)
    return TRUE;

  if (!g_ascii_string_to_unsigned (slash, 10, 0, is_v4 ? 32 : 128, &bits, NULL))
    return FALSE;
  network->bits = (guint) bits + (is_v4 ? V4_BITS : 0);

  return TRUE;
}

OutlayProxies *
outlay_proxies_new (const char *list, GError **error)
{
  g_autoptr (OutlayProxies) self = g_new0 (OutlayProxies, 1);
  g_auto (GStrv) items = g_strsplit (list != NULL ? list : "", ",", -1);

  self->networks = g_array_new (FALSE, FALSE, sizeof (Network));

  for (guint i = 0; items[i] != NULL && list != NULL; i++)
    {
      g_autofree char *item = g_strdup (g_strstrip (items[i]));
      Network network;

      if (g_str_equal (item, "unix"))
        self->trusts_local = TRUE;
      else if (parse_network (item, &network))
        g_array_append_val (self->networks, network);
      else
        {
          g_set_error (error, OUTLAY_PROXIES_ERROR, OUTLAY_PROXIES_ERROR_LIST,
                       "trusted-proxies: \"%s\" is neither an address nor a network", items[i]);
          return NULL;
        }
    }

  return g_steal_pointer (&self);
}

void
outlay_proxies_free (OutlayProxies *self)
{
  g_array_unref (self->networks);
  g_free (self);
}

static gboolean
contains (const Network *network, const Network *address)
{
  guint whole = network->bits / 8;
  guint rest = network->bits % 8;

  if (memcmp (network->bytes, address->bytes, whole) != 0)
    return FALSE;

  return rest == 0 || (network->bytes[whole] ^ address->bytes[whole]) >> (8 - rest) == 0;
}

gboolean
outlay_proxies_trust (const OutlayProxies *self, const char *address)
{
  Network parsed;

  if (g_str_equal (address, "local"))
    return self->trusts_local;
  if (self->networks->len == 0 || !parse_address (address, &parsed))
    return FALSE;

  for (guint i = 0; i < self->networks->len; i++)
    if (contains (&g_array_index (self->networks, Network, i), &parsed))
      return TRUE;

  return FALSE;
}

gboolean
outlay_address_is_loopback (const char *address)
{
  return g_str_equal (address, "local") || g_str_has_prefix (address, "127.") ||
         g_str_equal (address, "::1") || g_str_has_prefix (address, "::ffff:127.");
}

char *
outlay_address_dup_network (const char *address)
{
  char text[INET6_ADDRSTRLEN];
  struct in6_addr v6;

  if (inet_pton (AF_INET6, address, &v6) != 1)
    return g_strdup (address);
  if (IN6_IS_ADDR_V4MAPPED (&v6))
    return g_strdup (inet_ntop (AF_INET, v6.s6_addr + 12, text, sizeof text));

  memset (v6.s6_addr + 8, 0, 8);
  return g_strdup (inet_ntop (AF_INET6, &v6, text, sizeof text));
}

/* --- what proxies add --- */

typedef enum
{
  SCHEME_UNKNOWN,
  SCHEME_HTTP,
  SCHEME_HTTPS,
} Scheme;

/* From left to right; the last ones of too many. */
typedef struct
{
  char addresses[MAX_HOPS][OUTLAY_ADDRESS_LENGTH]; /* empty where it is hidden or broken */
  guint n;
  Scheme scheme; /* as the last one says */
} Hops;

static Scheme
read_scheme (const char *text, gsize length)
{
  if (length == 5 && g_ascii_strncasecmp (text, "https", 5) == 0)
    return SCHEME_HTTPS;
  if (length == 4 && g_ascii_strncasecmp (text, "http", 4) == 0)
    return SCHEME_HTTP;

  return SCHEME_UNKNOWN;
}

/* "192.0.2.1", "192.0.2.1:80", "2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:80"; written as the
 * listener writes it. */
static void
write_address (const char *text, gsize length, char into[OUTLAY_ADDRESS_LENGTH])
{
  char host[OUTLAY_ADDRESS_LENGTH + 8];
  const char *end;
  Network parsed;

  *into = '\0';
  if (length == 0 || length >= sizeof host)
    return;
  memcpy (host, text, length);
  host[length] = '\0';

  end = *host == '[' ? strchr (host, ']') : strchr (host, ':');
  if (*host == '[' && end != NULL)
    {
      host[end - host] = '\0';
      memmove (host, host + 1, strlen (host));
    }
  else if (end != NULL && strchr (end + 1, ':') == NULL)
    host[end - host] = '\0';

  if (!parse_address (host, &parsed))
    return;
  if (IN6_IS_ADDR_V4MAPPED ((const struct in6_addr *) (const void *) parsed.bytes))
    inet_ntop (AF_INET, parsed.bytes + 12, into, OUTLAY_ADDRESS_LENGTH);
  else
    inet_ntop (AF_INET6, parsed.bytes, into, OUTLAY_ADDRESS_LENGTH);
}

static void
add_hop (Hops *hops, const char *text, gsize length)
{
  if (hops->n == MAX_HOPS)
    memmove (hops->addresses[0], hops->addresses[1],
             sizeof hops->addresses[0] * (size_t) --hops->n);

  write_address (text, length, hops->addresses[hops->n++]);
}

static void
trim (const char **part, gsize *length)
{
  while (*length > 0 && strchr (" \t", **part))
    {
      (*part)++;
      (*length)--;
    }
  while (*length > 0 && strchr (" \t", (*part)[*length - 1]))
    (*length)--;
}

/* Whether each quote that is opened is closed. Where a client leaves one open, what a proxy adds
 * behind it is part of the client's text. */
static gboolean
closes_quotes (const char *text)
{
  gboolean is_quoted = FALSE;

  for (; *text != '\0'; text++)
    if (*text == '"')
      is_quoted = !is_quoted;
    else if (is_quoted && *text == '\\' && text[1] != '\0')
      text++;

  return !is_quoted;
}

/* The next element of a list; FALSE at its end. Commas and semicolons within quotes are text. */
static gboolean
next_part (const char **at, char separator, const char *end, const char **part, gsize *length)
{
  const char *start = *at;
  gboolean is_quoted = FALSE;

  if (start == NULL)
    return FALSE;

  for (; *at < end && (is_quoted || **at != separator); (*at)++)
    if (**at == '"')
      is_quoted = !is_quoted;
    else if (is_quoted && **at == '\\' && *at + 1 < end)
      (*at)++;

  *part = start;
  *length = (gsize) (*at - start);
  *at = *at < end ? *at + 1 : NULL;
  trim (part, length);

  return TRUE;
}

/* There are no quotes in it: one that a client sends must not hide the comma of a proxy. */
static void
read_forwarded_for (const OutlayHead *head, Hops *hops)
{
  const char *proto = head->forwarded_proto, *last;

  for (guint i = 0; i < head->forwarded_for.n; i++)
    for (const char *at = head->forwarded_for.values[i]; at != NULL;)
      {
        const char *part = at;
        gsize length = strcspn (at, ",");

        at = part[length] == ',' ? part + length + 1 : NULL;
        trim (&part, &length);
        add_hop (hops, part, length);
      }

  if (proto == NULL)
    return;
  last = strrchr (proto, ',');
  last = last != NULL ? last + 1 : proto;
  last += strspn (last, " \t");
  hops->scheme = read_scheme (last, strcspn (last, " \t"));
}

/* One element of RFC 7239, section 4: for="[2001:db8::17]:4711";proto=https */
static void
read_element (const char *text, gsize size, Hops *hops)
{
  const char *at = text, *pair;
  const char *address = "";
  gsize length, address_length = 0;

  hops->scheme = SCHEME_UNKNOWN;
  while (next_part (&at, ';', text + size, &pair, &length))
    {
      const char *value = memchr (pair, '=', length);
      gsize name = value != NULL ? (gsize) (value - pair) : 0;

      if (value == NULL)
        continue;
      length -= name + 1;
      value++;
      if (length >= 2 && value[0] == '"' && value[length - 1] == '"')
        {
          value++;
          length -= 2;
        }

      if (name == 3 && g_ascii_strncasecmp (pair, "for", 3) == 0)
        {
          address = value;
          address_length = length;
        }
      else if (name == 5 && g_ascii_strncasecmp (pair, "proto", 5) == 0)
        hops->scheme = read_scheme (value, length);
    }

  add_hop (hops, address, address_length);
}

/* FALSE when a line of it cannot be taken apart. */
static gboolean
read_forwarded (const OutlayHead *head, Hops *hops)
{
  for (guint i = 0; i < head->forwarded.n; i++)
    {
      const char *at = head->forwarded.values[i], *part;
      const char *end = at + strlen (at);
      gsize length;

      if (!closes_quotes (at))
        return FALSE;
      while (next_part (&at, ',', end, &part, &length))
        read_element (part, length, hops);
    }

  return TRUE;
}

/* An address that a trusted one does not know is as far as can be seen. */
static const char *
walk (const OutlayProxies *self, const char *peer, const Hops *hops)
{
  const char *client = peer;

  for (guint i = hops->n; i-- > 0 && outlay_proxies_trust (self, client);)
    {
      if (*hops->addresses[i] == '\0')
        break;
      client = hops->addresses[i];
    }

  return client;
}

gboolean
outlay_proxies_resolve (const OutlayProxies *self,
                        const char *peer,
                        const OutlayHead *head,
                        OutlayClient *client)
{
  Hops classic, standard;
  const char *address;
  gboolean has_classic = head->forwarded_for.n > 0 || head->forwarded_proto != NULL;
  gboolean has_standard = head->forwarded.n > 0;

  g_strlcpy (client->address, peer, sizeof client->address);
  client->is_secure = FALSE;
  client->is_direct = !has_classic && !has_standard && !head->has_via;
  if ((!has_classic && !has_standard) || !outlay_proxies_trust (self, peer))
    return TRUE;

  classic.n = standard.n = 0;
  classic.scheme = standard.scheme = SCHEME_UNKNOWN;
  read_forwarded_for (head, &classic);
  if (!read_forwarded (head, &standard))
    return FALSE;

  address = walk (self, peer, has_classic ? &classic : &standard);
  client->is_secure = (has_classic ? classic : standard).scheme == SCHEME_HTTPS;
  g_strlcpy (client->address, address, sizeof client->address);

  return !has_classic || !has_standard ||
         (g_str_equal (address, walk (self, peer, &standard)) &&
          client->is_secure == (standard.scheme == SCHEME_HTTPS));
}
