package dev.tandem;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the shared rooms: model, then protocol, then crdt, then store; each knows only those before it. */
@AnalyzeClasses(packages = "dev.tandem", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theModelKnowsNobody = noClasses()
            .that()
            .resideInAPackage("dev.tandem.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.tandem.protocol..", "dev.tandem.crdt..", "dev.tandem.store..");

    @ArchTest
    static final ArchRule theProtocolKnowsTheModelAlone = noClasses()
            .that()
            .resideInAPackage("dev.tandem.protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.tandem.crdt..", "dev.tandem.store..");

    @ArchTest
    static final ArchRule theDocumentDoesNotKnowWhereItIsStored = noClasses()
            .that()
            .resideInAPackage("dev.tandem.crdt..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.tandem.store..");

    @ArchTest
    static final ArchRule nativeMethodsAreInOneRoom = methods()
            .that()
            .haveModifier(JavaModifier.NATIVE)
            .should()
            .beDeclaredInClassesThat()
            .resideInAPackage("dev.tandem.crdt");

    @ArchTest
    static final ArchRule nobodyHereKnowsWindowsOrSockets = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.tandem.model..", "dev.tandem.protocol..", "dev.tandem.crdt..", "dev.tandem.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.swing..", "java.awt..", "io.vertx..", "io.netty..");

    @ArchTest
    static final ArchRule onlyTheStoreKnowsDatabases = noClasses()
            .that()
            .resideInAnyPackage("dev.tandem.model..", "dev.tandem.protocol..", "dev.tandem.crdt..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.h2..", "org.flywaydb..");
}
