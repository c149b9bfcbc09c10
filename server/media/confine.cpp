// Resource limits and a seccomp filter of allowed system calls. Called by shrink_picture's worker.
#include "media/confine.hpp"

#include <array>
#include <cstddef>
#include <csignal>
#include <cstdlib>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace palabre::media {
namespace {

// Sanitizers map terabytes and talk to the kernel in ways of their own.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_instrumented = true;
#else
constexpr bool is_instrumented = false;
#endif

#if defined(__x86_64__)
constexpr unsigned own_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned own_architecture = AUDIT_ARCH_AARCH64;
#else
#error "name the architecture for the filter of system calls"
#endif

constexpr std::array<unsigned, 20> allowed{
    __NR_read,  __NR_write,  __NR_writev,        __NR_mmap,          __NR_munmap,       __NR_mremap,      __NR_mprotect,
    __NR_brk,   __NR_madvise, __NR_futex,        __NR_exit,          __NR_exit_group,   __NR_rt_sigreturn, __NR_rt_sigprocmask,
    __NR_clock_gettime, __NR_gettimeofday, __NR_getrandom, __NR_sched_yield, __NR_close, __NR_restart_syscall};

void set_limit(__rlimit_resource what, std::int64_t most) {
  const rlimit limit{static_cast<rlim_t>(most), static_cast<rlim_t>(most)};
  if (setrlimit(what, &limit) != 0) std::_Exit(3);
}

}  // namespace

void limit_process(std::int64_t memory_bytes_max, std::int64_t cpu_seconds_max) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_DUMPABLE, 0);
  set_limit(RLIMIT_CPU, cpu_seconds_max);
  set_limit(RLIMIT_FSIZE, 0);
  set_limit(RLIMIT_NPROC, 0);
  set_limit(RLIMIT_NOFILE, 3);
  set_limit(RLIMIT_CORE, 0);
  if (!is_instrumented) set_limit(RLIMIT_AS, memory_bytes_max);
  [[maybe_unused]] const int ignored = nice(10);
}

void forbid_system_calls() {
  if (is_instrumented) return;
  // Load architecture and number; each allowed number jumps to the last line, everything else falls through to the end.
  std::array<sock_filter, allowed.size() + 6> program{};
  std::size_t line = 0;
  program[line++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch));
  program[line++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, own_architecture, 1, 0);
  program[line++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
  program[line++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
  for (std::size_t i = 0; i < allowed.size(); ++i) {
    program[line++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, allowed[i], static_cast<unsigned char>(allowed.size() - i), 0);
  }
  program[line++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
  program[line++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  const sock_fprog filter{static_cast<unsigned short>(line), program.data()};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) std::_Exit(3);
}

}  // namespace palabre::media
