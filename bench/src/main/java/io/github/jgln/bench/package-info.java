/**
 * Measures engines. Packages may use those before them only: {@code host} (what the operating system tells of the machine),
 * {@code sampling} (how a measurement is repeated), {@code ceilings} (what the machine can do at most), {@code rows} (what is
 * learnt), {@code files} (what processes and runs hand on), {@code process} (work in a JVM of its own), {@code figures} (what an
 * engine makes of the machine), {@code compare} (learners beside one another), {@code tables} (learners of tables beside one
 * another), {@code regression} (learners of numbers beside one another) and {@code render} (reports as text, pages and pictures).
 */
package io.github.jgln.bench;
