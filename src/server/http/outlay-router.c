/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-router.h"

#include <string.h>

#include "core/proof/outlay-digest.h"
#include "core/outlay-uuid.h"
#include "server/outlay-metrics.h"

#define MAX_SEGMENTS 8

/* clang-format off */
const OutlayRoute *const outlay_all_routes[] = {
  outlay_auth_routes,
  outlay_signup_routes,
  outlay_authorize_routes,
  outlay_token_routes,
  outlay_metadata_routes,
  outlay_join_routes,
  outlay_sso_routes,
  outlay_session_routes,
  outlay_user_routes,
  outlay_invitation_routes,
  outlay_policy_routes,
  outlay_category_routes,
  outlay_budget_routes,
  outlay_expense_routes,
  outlay_workflow_routes,
  outlay_proof_routes,
  outlay_analytics_routes,
  outlay_dashboard_routes,
  outlay_rate_routes,
  outlay_report_routes,
  outlay_audit_routes,
  outlay_change_routes,
  outlay_live_routes,
  outlay_health_routes,
  outlay_metrics_routes, NULL,
};
/* clang-format on */

static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE" };
#define N_METHODS G_N_ELEMENTS (methods)

typedef struct
{
  const char *text;
  gsize length;
} Segment;

typedef struct
{
  Segment segments[MAX_SEGMENTS];
  guint n;
} Path;

/* One path and what may be done with it. */
typedef struct
{
  Path path;
  const OutlayRoute *routes[N_METHODS];
  guint numbers[N_METHODS];
  char *allow;
} Resource;

struct _OutlayRouter
{
  GPtrArray *by_length[MAX_SEGMENTS + 1]; /* of Resource, by the number of segments */
};

static gboolean
split (const char *text, Path *path)
{
  path->n = 0;

  while (*text == '/')
    {
      const char *start = text + 1;

      if (path->n == MAX_SEGMENTS)
        return FALSE;
      text = strchrnul (start, '/');
      path->segments[path->n++] = (Segment) { start, (gsize) (text - start) };
    }

  return path->n > 0 && *text == '\0';
}

static gboolean
is_equal (const Segment *a, const Segment *b)
{
  return a->length == b->length && memcmp (a->text, b->text, a->length) == 0;
}

/* Whether a path fits a pattern; a `{…}` fits everything but an empty segment. */
static gboolean
fits (const Path *pattern, const Path *path)
{
  /* From the end, as that is where they differ. */
  for (guint i = pattern->n; i-- > 0;)
    {
      const Segment *segment = &pattern->segments[i];

      if (*segment->text == '{' ? path->segments[i].length == 0
                                : !is_equal (segment, &path->segments[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_same_pattern (const Path *a, const Path *b)
{
  for (guint i = 0; i < a->n; i++)
    if (!is_equal (&a->segments[i], &b->segments[i]))
      return FALSE;

  return a->n == b->n;
}

static int
find_method (const char *method)
{
  for (guint i = 0; i < N_METHODS; i++)
    if (g_str_equal (methods[i], method))
      return (int) i;

  return -1;
}

static void
resource_free (gpointer data)
{
  Resource *resource = data;

  g_free (resource->allow);
  g_free (resource);
}

static Resource *
ensure_resource (OutlayRouter *self, const char *pattern)
{
  GPtrArray *resources;
  Resource *resource;
  Path path;

  g_assert (split (pattern, &path));
  resources = self->by_length[path.n];

  for (guint i = 0; i < resources->len; i++)
    {
      resource = resources->pdata[i];
      if (is_same_pattern (&resource->path, &path))
        return resource;
    }

  resource = g_new0 (Resource, 1);
  resource->path = path;
  g_ptr_array_add (resources, resource);

  return resource;
}

static void
write_allow (Resource *resource)
{
  g_autoptr (GString) allow = g_string_new (NULL);

  for (guint i = 0; i < N_METHODS; i++)
    if (resource->routes[i] != NULL)
      g_string_append_printf (allow, "%s%s%s", allow->len > 0 ? ", " : "", methods[i],
                              i == 0 ? ", HEAD" : "");

  g_set_str (&resource->allow, allow->str);
}

OutlayRouter *
outlay_router_new (const OutlayRoute *const *tables)
{
  OutlayRouter *self = g_new0 (OutlayRouter, 1);
  guint n_routes = 0;

  for (guint i = 0; i <= MAX_SEGMENTS; i++)
    self->by_length[i] = g_ptr_array_new_with_free_func (resource_free);

  for (; *tables != NULL; tables++)
    for (const OutlayRoute *route = *tables; route->method != NULL; route++)
      {
        Resource *resource = ensure_resource (self, route->path);
        int method = find_method (route->method);

        g_assert (method >= 0);
        g_assert (resource->routes[method] == NULL);
        resource->routes[method] = route;
        resource->numbers[method] = ++n_routes;
        write_allow (resource);
        g_assert (n_routes < OUTLAY_MAX_ROUTES);
      }

  return self;
}

void
outlay_router_free (OutlayRouter *self)
{
  for (guint i = 0; i <= MAX_SEGMENTS; i++)
    g_ptr_array_unref (self->by_length[i]);
  g_free (self);
}

/* A literal path wins over one with arguments: "/users/me" over "/users/{id}". */
static Resource *
find_resource (OutlayRouter *self, const Path *path)
{
  GPtrArray *resources = self->by_length[path->n];
  Resource *with_arguments = NULL;

  for (guint i = 0; i < resources->len; i++)
    {
      Resource *resource = resources->pdata[i];

      if (!fits (&resource->path, path))
        continue;
      if (is_same_pattern (&resource->path, path))
        return resource;
      with_arguments = resource;
    }

  return with_arguments;
}

static OutlayReply *
refuse_argument (const char *method, const char *name, const char *message)
{
  /* Nothing can lie there; only who wants to put something there needs to know why. */
  if (g_str_equal (method, "PUT"))
    return outlay_reply_new_problem_field (400, name, message);

  return outlay_reply_new_problem (404, "There is nothing here.");
}

static OutlayReply *
read_argument (const Segment *pattern,
               const Segment *segment,
               const char *method,
               OutlayMatch *match)
{
  char *into = match->arguments[match->n_arguments];
  gboolean is_digest = pattern->length == 8 && memcmp (pattern->text, "{sha256}", 8) == 0;

  g_assert (match->n_arguments < OUTLAY_MAX_PATH_ARGUMENTS);
  *into = '\0';
  if (segment->length <= OUTLAY_MAX_ARGUMENT_LENGTH)
    {
      memcpy (into, segment->text, segment->length);
      into[segment->length] = '\0';
    }
  match->n_arguments++;

  if (is_digest && !outlay_digest_is_valid (into))
    return refuse_argument (method, "sha256", "must be 64 lower-case hexadecimal digits");
  if (!is_digest && !outlay_uuid_is_valid (into))
    return refuse_argument (method, "id", "must be a UUID in lower case");

  return NULL;
}

static OutlayReply *
read_arguments (const Resource *resource, const Path *path, const char *method, OutlayMatch *match)
{
  for (guint i = 0; i < path->n; i++)
    {
      OutlayReply *refusal;

      if (*resource->path.segments[i].text == '{' &&
          (refusal = read_argument (&resource->path.segments[i], &path->segments[i], method,
                                    match)) != NULL)
        return refusal;
    }

  return NULL;
}

void
outlay_router_find (OutlayRouter *self, const char *method, const char *path, OutlayMatch *match)
{
  Resource *resource = NULL;
  Path parts;
  int at;

  match->route = NULL;
  match->number = 0;
  match->refusal = NULL;
  match->n_arguments = 0;
  match->is_head = g_str_equal (method, "HEAD");
  if (match->is_head)
    method = "GET";

  if (split (path, &parts))
    resource = find_resource (self, &parts);
  if (resource == NULL)
    {
      match->refusal = outlay_reply_new_problem (404, "There is nothing here.");
      return;
    }

  at = find_method (method);
  if (at < 0 || resource->routes[at] == NULL)
    {
      match->refusal = outlay_reply_new_problem (405, "This cannot be done here.");
      outlay_reply_set_header (match->refusal, "Allow", resource->allow);
      return;
    }

  match->refusal = read_arguments (resource, &parts, method, match);
  if (match->refusal != NULL)
    return;
  match->route = resource->routes[at];
  match->number = resource->numbers[at];
}

gboolean
outlay_route_reads_query (const OutlayRoute *route)
{
  return g_strcmp0 (route->query, OUTLAY_QUERY_AS_IT_IS) == 0;
}

gboolean
outlay_route_knows_parameter (const OutlayRoute *route, const char *name)
{
  gsize length = strlen (name);
  const char *at = route->query;

  while (at != NULL && *at != '\0')
    {
      gsize n = strcspn (at, ",");

      if (n == length && memcmp (at, name, n) == 0)
        return TRUE;
      at += n + (at[n] == ',');
    }

  return FALSE;
}
