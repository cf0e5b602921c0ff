# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers of this computer, and mounts of them without a kernel module: two mounts of one server have caches
of their own, like two laptops.

All of it lives in name spaces of its own (apart()): its network is a loopback nobody else sees, its files are
in memory, and whatever way the test ends, the kernel takes the processes and the mounts with it."""

import fcntl
import os
import pathlib
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time

DEADLINE = 30.0
SCRATCH = pathlib.Path('/mnt')
GVFS = pathlib.Path('/usr/libexec')
SFTP_SERVER = pathlib.Path('/usr/lib/openssh/sftp-server')
SPACES = ['unshare', '--mount', '--pid', '--net', '--fork', '--kill-child', '--mount-proc']
AS_ROOT = [] if os.getuid() == 0 else ['--user', '--map-root-user']

NEEDS = {  # package: a file of it
    'sshfs': {'sshfs': 'sshfs', 'openssh-sftp-server': SFTP_SERVER, 'fuse3': 'fusermount3'},
    'rclone': {'rclone': 'rclone', 'samba': 'smbd', 'fuse3': 'fusermount3'},
    'gvfs': {'gvfs-fuse': GVFS / 'gvfsd-fuse', 'gvfs-backends': GVFS / 'gvfsd-smb', 'samba': 'smbd',
             'dbus': 'dbus-daemon', 'libglib2.0-bin': 'gio'},
}


class Missed(AssertionError):
    """Something did not become so in time."""


def wait_until(what, test, deadline=DEADLINE):
    """test()'s first true value; Missed, naming what was waited for, after the deadline (seconds)."""
    end = time.monotonic() + deadline
    while True:
        value = test()
        if value:
            return value
        if time.monotonic() > end:
            raise Missed(f'waited {deadline:.0f} s for {what}')
        time.sleep(0.05)


def look_obstacle(kinds):
    """Why these kinds of mounts cannot be made here, in words; None: they can."""
    for kind in kinds:
        for package, file in NEEDS[kind].items():
            if not (file.exists() if isinstance(file, pathlib.Path) else shutil.which(file)):
                return f'{package} is not installed'
    try:
        os.close(os.open('/dev/fuse', os.O_RDWR))
    except OSError as error:
        return f'/dev/fuse: {error.strerror}'
    tried = subprocess.run([*SPACES, *AS_ROOT, 'mount', '-t', 'tmpfs', 'tmpfs', SCRATCH], check=False,
                           stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return f'no name spaces of our own: {tried.stderr.strip()}' if tried.returncode else None


def apart():
    """From here on this program runs in name spaces of its own, as their first process."""
    if os.getpid() != 1:
        os.execvp(SPACES[0], [*SPACES, *AS_ROOT, sys.executable, '-B', *sys.argv])
    for number in (signal.SIGTERM, signal.SIGINT):  # a first process has to say so
        signal.signal(number, lambda *_: os._exit(1))
    subprocess.run(['mount', '-t', 'tmpfs', 'tmpfs', SCRATCH], check=True)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        up, flags = 0x8914, 1  # SIOCSIFFLAGS, IFF_UP
        fcntl.ioctl(any_socket, up, struct.pack('16sh14x', b'lo', flags))


def start(home, name, *words, **environment):
    """A program that goes on; what it says is in home/name.log."""
    with open(home / f'{name}.log', 'wb') as log:
        return subprocess.Popen(list(map(str, words)), stdin=subprocess.DEVNULL, stdout=log,
                                stderr=subprocess.STDOUT,
                                env={**os.environ, 'HOME': str(home), **environment})


SMB_CONF = '''
[global]
  server role = standalone server
  map to guest = Bad User
  guest account = {user}
  bind interfaces only = yes
  interfaces = lo
  smb ports = 445
  disable netbios = yes
  load printers = no
  printing = bsd
  printcap name = /dev/null
  disable spoolss = yes
  private dir = {home}
  lock directory = {home}
  state directory = {home}
  cache directory = {home}
  pid directory = {home}
  ncalrpc dir = {home}/ncalrpc
  log file = {home}/%m.log
[team]
  path = {folder}
  read only = no
  guest ok = yes
  force user = {user}
'''


def is_listening():
    with socket.socket() as caller:
        return caller.connect_ex(('127.0.0.1', 445)) == 0


class Server:
    """A folder of this computer, over SMB; over SFTP whoever asks starts a server of their own."""

    def __init__(self, home):
        self.home = home
        self.folder = home / 'folder'
        self.folder.mkdir(parents=True)
        self.sftp = home / 'sftp'
        self.sftp.write_text(f'#!/bin/sh\nexec {SFTP_SERVER}\n')
        self.sftp.chmod(0o755)
        self.is_serving = False

    def serve_smb(self):
        if self.is_serving:
            return
        conf = self.home / 'smb.conf'
        user = subprocess.run(['id', '-un'], check=True, capture_output=True, text=True).stdout.strip()
        conf.write_text(SMB_CONF.format(home=self.home, folder=self.folder, user=user))
        start(self.home, 'smbd', 'smbd', '--foreground', '--no-process-group', '-s', conf, '-l', self.home)
        wait_until('Samba', is_listening)
        self.is_serving = True


def mount_sshfs(server, home):
    """Without its cache of lists, with which nobody sees anything for 20 s."""
    folder = home / 'drive'
    folder.mkdir()
    start(home, 'sshfs', 'sshfs', '-f', '-o', f'ssh_command={server.sftp}',
          '-o', 'dir_cache=no', f'here:{server.folder}', folder)
    wait_until('sshfs', folder.is_mount)
    return folder


def mount_rclone(server, home):
    """Lists are old after 0.3 s; otherwise as it comes, but for the half of them a cache for what is written,
    which goes out at once."""
    folder = home / 'drive'
    folder.mkdir()
    server.serve_smb()
    (home / 'rclone.conf').write_text('[server]\ntype = smb\nhost = 127.0.0.1\nuser = guest\n')
    cache = 'writes' if int(home.name[-1]) % 2 else 'off'
    start(home, 'rclone', 'rclone', '--config', home / 'rclone.conf', '--cache-dir', home / 'cache', 'mount',
          'server:team', folder, '--dir-cache-time', '300ms', '--attr-timeout', '300ms',
          '--vfs-cache-mode', cache, '--vfs-write-back', '0s')
    wait_until('rclone', folder.is_mount)
    return folder


def mount_gvfs(server, home):
    """A session of its own, as of another person who has logged in."""
    folder, run = home / 'drive', home / 'run'
    folder.mkdir()
    run.mkdir(mode=0o700)
    server.serve_smb()
    bus = f'unix:path={run}/bus'
    session = {'XDG_RUNTIME_DIR': str(run), 'DBUS_SESSION_BUS_ADDRESS': bus, 'GVFS_DISABLE_FUSE': '1'}
    start(home, 'dbus', 'dbus-daemon', '--session', '--nofork', '--nopidfile', f'--address={bus}', **session)
    wait_until('the session', (run / 'bus').exists)
    start(home, 'gvfsd', GVFS / 'gvfsd', **session)
    mounting = start(home, 'gio', 'gio', 'mount', '--anonymous', 'smb://127.0.0.1/team', **session)
    if mounting.wait(DEADLINE) != 0:
        raise Missed(f'gio mount: {(home / "gio.log").read_text()}')
    start(home, 'gvfsd-fuse', GVFS / 'gvfsd-fuse', folder, '-f', **session)
    wait_until('gvfsd-fuse', folder.is_mount)
    return wait_until('the share', lambda: next(folder.iterdir(), None))


MOUNT = {'sshfs': mount_sshfs, 'rclone': mount_rclone, 'gvfs': mount_gvfs}
