/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <dirent.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "config.h"
#include "server/http/outlay-router.h"
#include "server/outlay-metrics.h"
#include "server/outlay-service-private.h"

/* The text format of Prometheus, version 0.0.4. */
#define TEXT_TYPE "text/plain; version=0.0.4; charset=utf-8"

static void
begin (GString *text, const char *name, const char *type, const char *help)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
write_one (GString *text, const char *name, const char *type, const char *help, gint64 value)
{
  begin (text, name, type, help);
  g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", name, value);
}

/* With a point, wherever the server runs. */
static void
write_seconds (GString *text, gint64 usec)
{
  g_string_append_printf (text, "%" G_GINT64_FORMAT ".%06d", usec / G_USEC_PER_SEC,
                          (int) (usec % G_USEC_PER_SEC));
}

/* --- requests --- */

typedef struct
{
  const OutlayRoute *route; /* (nullable): for what fits none */
  OutlayRouteMetrics metrics;
  guint64 total;
} RouteRow;

static GArray *
list_routes (void)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (RouteRow));
  RouteRow none = { .route = NULL };

  outlay_metrics_get_route (0, &none.metrics);
  g_array_append_val (rows, none);

  for (const OutlayRoute *const *table = outlay_all_routes; *table != NULL; table++)
    for (const OutlayRoute *route = *table; route->method != NULL; route++)
      {
        RouteRow row = { .route = route };

        outlay_metrics_get_route (rows->len, &row.metrics);
        g_array_append_val (rows, row);
      }

  return rows;
}

/* Names of routes hold neither quotes nor backslashes. */
static void
write_labels (GString *text, const RouteRow *row)
{
  g_string_append_printf (text, "{route=\"%s\",method=\"%s\"",
                          row->route != NULL ? row->route->path : "none",
                          row->route != NULL ? row->route->method : "none");
}

static void
write_statuses (GString *text, GArray *rows)
{
  static const char *const classes[OUTLAY_N_STATUS_CLASSES] = { "none", "1xx", "2xx",
                                                                "3xx",  "4xx", "5xx" };

  begin (text, "outlay_http_requests_total", "counter", "Requests, by the class of their status.");
  for (guint i = 0; i < rows->len; i++)
    {
      RouteRow *row = &g_array_index (rows, RouteRow, i);

      for (guint c = 0; c < OUTLAY_N_STATUS_CLASSES; c++)
        {
          row->total += row->metrics.by_status[c];
          if (row->metrics.by_status[c] == 0)
            continue;
          g_string_append (text, "outlay_http_requests_total");
          write_labels (text, row);
          g_string_append_printf (text, ",status=\"%s\"} %" G_GUINT64_FORMAT "\n", classes[c],
                                  row->metrics.by_status[c]);
        }
    }
}

static void
write_histogram (GString *text, const RouteRow *row)
{
  guint64 sum = 0;

  for (guint i = 0; i <= OUTLAY_N_DURATIONS; i++)
    {
      sum += row->metrics.by_duration[i];
      g_string_append (text, "outlay_http_request_duration_seconds_bucket");
      write_labels (text, row);
      g_string_append (text, ",le=\"");
      if (i < OUTLAY_N_DURATIONS)
        write_seconds (text, outlay_metric_durations[i]);
      else
        g_string_append (text, "+Inf");
      g_string_append_printf (text, "\"} %" G_GUINT64_FORMAT "\n", sum);
    }

  g_string_append (text, "outlay_http_request_duration_seconds_sum");
  write_labels (text, row);
  g_string_append (text, "} ");
  write_seconds (text, (gint64) row->metrics.usec);
  g_string_append (text, "\noutlay_http_request_duration_seconds_count");
  write_labels (text, row);
  g_string_append_printf (text, "} %" G_GUINT64_FORMAT "\n", sum);
}

static void
write_requests (GString *text)
{
  static const char *const outcomes[] = { "signed_in", "refused", "unavailable" };
  g_autoptr (GArray) rows = list_routes ();

  write_statuses (text, rows);
  begin (text, "outlay_http_request_duration_seconds", "histogram",
         "From the request line to the last byte of the answer.");
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, RouteRow, i).total > 0)
      write_histogram (text, &g_array_index (rows, RouteRow, i));

  write_one (text, "outlay_http_requests_in_flight", "gauge", "Requests under way.",
             outlay_metrics_get (OUTLAY_METRIC_REQUESTS));
  write_one (text, "outlay_http_connections", "gauge", "Open connections.",
             outlay_metrics_get (OUTLAY_METRIC_CONNECTIONS));
  write_one (text, "outlay_http_unsound_total", "counter", "Requests refused for their head alone.",
             outlay_metrics_get (OUTLAY_METRIC_UNSOUND));

  begin (text, "outlay_sso_total", "counter", "Single sign-on, by what came of it.");
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    g_string_append_printf (text, "outlay_sso_total{outcome=\"%s\"} %" G_GINT64_FORMAT "\n",
                            outcomes[i], outlay_metrics_get (OUTLAY_METRIC_SSO_SIGNED_IN + i));

  begin (text, "outlay_rates_fetches_total", "counter",
         "Times that exchange rates were asked for, by what came of it.");
  g_string_append_printf (text,
                          "outlay_rates_fetches_total{outcome=\"kept\"} %" G_GINT64_FORMAT "\n",
                          outlay_metrics_get (OUTLAY_METRIC_RATES_KEPT));
  g_string_append_printf (text,
                          "outlay_rates_fetches_total{outcome=\"failed\"} %" G_GINT64_FORMAT "\n",
                          outlay_metrics_get (OUTLAY_METRIC_RATES_FAILED));

  begin (text, "outlay_rate_limited_total", "counter", "Requests refused as too many.");
  for (guint cost = 1; cost < OUTLAY_N_COSTS; cost++)
    g_string_append_printf (text, "outlay_rate_limited_total{cost=\"%s\"} %" G_GINT64_FORMAT "\n",
                            outlay_cost_to_string (cost),
                            outlay_metrics_get (OUTLAY_METRIC_LIMITED + cost));
}

/* --- work --- */

typedef struct
{
  const char *name;
  OutlayPool *pool; /* (nullable) */
  guint n_waiting;
  guint64 n_refused;
} PoolRow;

static void
write_pools (GString *text, OutlayService *service)
{
  PoolRow rows[] = {
    { "hashing", service->hashing, 0, 0 },
    { "files", service->files, 0, 0 },
    { "reading", service->reading, 0, 0 },
    { "summaries", service->summaries, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].pool != NULL)
      outlay_pool_get_counts (rows[i].pool, &rows[i].n_waiting, &rows[i].n_refused);

  begin (text, "outlay_pool_waiting", "gauge", "Work that waits for a thread.");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_string_append_printf (text, "outlay_pool_waiting{pool=\"%s\"} %u\n", rows[i].name,
                            rows[i].n_waiting);

  begin (text, "outlay_pool_refused_total", "counter", "Work that was turned away.");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_string_append_printf (text, "outlay_pool_refused_total{pool=\"%s\"} %" G_GUINT64_FORMAT "\n",
                            rows[i].name, rows[i].n_refused);
}

static void
write_writers (GString *text)
{
  write_one (text, "outlay_writes_total", "counter", "Writes given to a writer.",
             outlay_metrics_get (OUTLAY_METRIC_WRITES));
  write_one (text, "outlay_write_batches_total", "counter", "Batches they were done in.",
             outlay_metrics_get (OUTLAY_METRIC_BATCHES));
  write_one (text, "outlay_writes_waiting", "gauge", "Writes that no writer has taken up yet.",
             outlay_metrics_get (OUTLAY_METRIC_WRITES_WAITING));
}

static void
write_cache (GString *text, OutlayService *service)
{
  OutlayCacheCounts counts;

  outlay_cache_count (service->cache, &counts);
  begin (text, "outlay_cache_requests_total", "counter", "Answers asked of the cache.");
  g_string_append_printf (text,
                          "outlay_cache_requests_total{result=\"hit\"} %" G_GUINT64_FORMAT "\n"
                          "outlay_cache_requests_total{result=\"miss\"} %" G_GUINT64_FORMAT "\n",
                          counts.hits, counts.misses);
  write_one (text, "outlay_cache_bytes", "gauge", "Memory of the cache.", (gint64) counts.bytes);
  write_one (text, "outlay_cache_answers", "gauge", "Answers in the cache.", counts.n_answers);
}

/* Nothing of it where there is none, so that nobody is woken by a 0. */
static void
write_redis (GString *text, OutlayService *service)
{
  guint64 n_sent, n_failed;

  if (service->redis == NULL)
    return;

  outlay_redis_get_counts (service->redis, &n_sent, &n_failed);
  write_one (text, "outlay_redis_up", "gauge", "Whether Redis is in use.",
             outlay_redis_is_up (service->redis));
  write_one (text, "outlay_redis_commands_total", "counter", "Commands sent.", (gint64) n_sent);
  write_one (text, "outlay_redis_unanswered_total", "counter", "Commands without an answer.",
             (gint64) n_failed);
}

static gboolean
is_database_up (OutlayService *service)
{
  OutlayConnection *reader = outlay_service_get_reader (service, NULL);
  g_autoptr (OutlayRow) row = NULL;

  return reader != NULL && outlay_connection_find (reader, &row, NULL, "server/ask", "") &&
         row != NULL;
}

/* --- the process --- */

static int
count_descriptors (void)
{
  DIR *folder = opendir ("/proc/self/fd");
  int n = 0;

  if (folder == NULL)
    return 0;

  for (struct dirent *entry = readdir (folder); entry != NULL; entry = readdir (folder))
    n += *entry->d_name != '.';
  closedir (folder);

  /* Without the folder's own. */
  return n - 1;
}

/* The field after the command's name, which may hold anything; 3 is the first such (proc(5)). */
static guint64
read_stat (guint field)
{
  g_autofree char *text = NULL;
  const char *at;

  if (!g_file_get_contents ("/proc/self/stat", &text, NULL, NULL))
    return 0;

  at = strrchr (text, ')');
  for (guint i = 2; at != NULL && i < field; i++)
    at = strchr (at + 1, ' ');

  return at != NULL ? g_ascii_strtoull (at, NULL, 10) : 0;
}

static void
write_process (GString *text)
{
  struct rusage usage;
  struct rlimit limit;
  gint64 page = sysconf (_SC_PAGESIZE);

  getrusage (RUSAGE_SELF, &usage);
  getrlimit (RLIMIT_NOFILE, &limit);

  begin (text, "process_cpu_seconds_total", "counter", "Processor time.");
  g_string_append (text, "process_cpu_seconds_total ");
  write_seconds (text, (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC +
                           usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
  g_string_append_c (text, '\n');

  write_one (text, "process_virtual_memory_bytes", "gauge", "Address space.",
             (gint64) read_stat (23));
  write_one (text, "process_resident_memory_bytes", "gauge", "Memory in use.",
             (gint64) read_stat (24) * page);
  write_one (text, "process_threads", "gauge", "Threads.", (gint64) read_stat (20));
  write_one (text, "process_open_fds", "gauge", "Open descriptors.", count_descriptors ());
  write_one (text, "process_max_fds", "gauge", "How many there may be.", (gint64) limit.rlim_cur);
}

/* --- who may read it --- */

static gboolean
is_equal_in_secret (const char *a, const char *b)
{
  g_autofree char *one = g_compute_checksum_for_string (G_CHECKSUM_SHA256, a, -1);
  g_autofree char *other = g_compute_checksum_for_string (G_CHECKSUM_SHA256, b, -1);

  /* Of digests nothing can be learned bit by bit. */
  return g_str_equal (one, other);
}

/* Read each time, so that a new token takes effect at once. */
static OutlayReply *
check_token (const OutlayRequest *request, const char *file)
{
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  OutlayReply *reply;

  if (!g_file_get_contents (file, &token, NULL, &error))
    {
      g_warning ("the token for /metrics cannot be read: %s", error->message);
      return outlay_reply_new_problem (503, "The server's token cannot be read.");
    }

  g_strstrip (token);
  if (*token != '\0' && request->authorization != NULL &&
      g_ascii_strncasecmp (request->authorization, "Bearer ", 7) == 0 &&
      is_equal_in_secret (request->authorization + 7, token))
    return NULL;

  reply = outlay_reply_new_problem (401, "The token for measurements is needed here.");
  outlay_reply_set_header (reply, "WWW-Authenticate", "Bearer");
  return reply;
}

static OutlayReply *
check_reader (const OutlayRequest *request)
{
  const char *setting = request->service->settings->metrics;

  if (g_str_equal (setting, "off"))
    return outlay_reply_new_problem (404, "There is nothing here.");
  if (!g_str_equal (setting, "local"))
    return check_token (request, setting);

  /* Not even who may be behind a proxy that nobody has named. */
  if (request->is_direct && outlay_address_is_loopback (request->remote))
    return NULL;

  return outlay_reply_new_problem (404, "There is nothing here.");
}

static OutlayReply *
get_metrics (const OutlayRequest *request)
{
  OutlayService *service = request->service;
  OutlayReply *reply = check_reader (request);
  GString *text;
  gsize length;

  if (reply != NULL)
    return reply;

  text = g_string_sized_new (16 * 1024);
  write_requests (text);
  write_writers (text);
  write_pools (text, service);
  write_cache (text, service);
  write_redis (text, service);
  write_one (text, "outlay_database_up", "gauge", "Whether the database answers.",
             is_database_up (service));
  if (outlay_metrics_get (OUTLAY_METRIC_CERTIFICATE) > 0)
    write_one (text, "outlay_certificate_end_seconds", "gauge",
               "When the certificate ends, in Unix time.",
               outlay_metrics_get (OUTLAY_METRIC_CERTIFICATE));
  write_process (text);
  begin (text, "outlay_build_info", "gauge", "Which program this is.");
  g_string_append (text, "outlay_build_info{version=\"" OUTLAY_VERSION "\"} 1\n");

  length = text->len;
  reply = outlay_reply_new_text (200, TEXT_TYPE, g_string_free (text, FALSE), length);
  outlay_reply_set_header (reply, "Cache-Control", "no-store");
  return reply;
}

/* On the pool, as it counts descriptors and asks the database. */
const OutlayRoute outlay_metrics_routes[] = {
  { "GET", "/metrics", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_FILE, get_metrics },
  { NULL },
};
