// Stands between a program and the system's calls that change files, and makes the n-th of them go wrong. Linked into a test program, or
// preloaded into any program (libdemarche-faults.so) with the plan in the environment variable DEMARCHE_FAULT, as "kill 17".
#pragma once

namespace demarche::test {

enum class Fault {
    none,
    kill,   // the process ends, as by kill -9, before the call
    torn,   // half of the write is done, then the process ends
    full,   // this call and all later ones that need space fail with ENOSPC
    io      // this call alone fails with EIO
};

// The n-th call from now on, counted from 1. Calls on standard output and error do not count.
void plan_fault(Fault fault, long n);
long calls_seen();

}  // namespace demarche::test
