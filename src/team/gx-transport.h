/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxTransport:
 *
 * How the files of a team travel: each has a name, never changes once it is there, and is read whole or not
 * at all. Nothing else is asked of a transport: no lock, no order, no rename, no notice, and neither that a
 * list is complete nor that what was published arrives; the team notices what is missing (gx-team.h).
 *
 * Every call blocks, for as long as a drive likes: on a worker thread only. Files go from and to paths on
 * this computer. Errors of all calls: FULL, READ_ONLY, GONE, NO_ANSWER, REFUSED, CANCELLED, FAILED; the
 * message is a sentence for people.
 */
#define GX_TYPE_TRANSPORT (gx_transport_get_type ())
G_DECLARE_INTERFACE (GxTransport, gx_transport, GX, TRANSPORT, GObject)

struct _GxTransportInterface {
  GTypeInterface parent;

  GPtrArray *(*list) (GxTransport *self, GCancellable *cancellable, GError **error);
  gboolean (*publish) (GxTransport *self, const char *name, const char *path, gint64 *at_ms,
                       GCancellable *cancellable, GError **error);
  gboolean (*fetch) (GxTransport *self, const char *name, const char *path, GCancellable *cancellable,
                     GError **error);
  gboolean (*remove) (GxTransport *self, const char *name, GCancellable *cancellable, GError **error);
};

/** gx_transport_is_name: letters, digits, '.' and '-', at most 100, no '.' at the beginning. */
gboolean gx_transport_is_name (const char *name);

/** gx_transport_list: (transfer full) (element-type utf8): the names there are, as far as can be seen now. */
GPtrArray *gx_transport_list (GxTransport *self, GCancellable *cancellable, GError **error);

/**
 * gx_transport_publish: the file at @path becomes @name. TRUE also where it is there already with the same
 * content; EXISTS: with another one (perhaps half of this one): take another name.
 * @at_ms: (out) (optional): the moment it was written by the transport's own clock, UTC; 0 unknown
 */
gboolean gx_transport_publish (GxTransport *self, const char *name, const char *path, gint64 *at_ms,
                               GCancellable *cancellable, GError **error);

/**
 * gx_transport_fetch: the content of @name into a file at @path, which is replaced. Errors besides:
 * NOT_FOUND; UNFINISHED: not all of it has arrived; INVALID: never was a file of a team, or is altered.
 */
gboolean gx_transport_fetch (GxTransport *self, const char *name, const char *path, GCancellable *cancellable,
                             GError **error);

/**
 * gx_transport_remove: TRUE also where there is none. Only for names that this computer published, or one
 * that publishes no more.
 */
gboolean gx_transport_remove (GxTransport *self, const char *name, GCancellable *cancellable,
                              GError **error);

G_END_DECLS
