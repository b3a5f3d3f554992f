package dev.tandem.hub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The hub's arrows, which point one way. */
@AnalyzeClasses(packages = "dev.tandem.hub", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule arrowsPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("wiring")
            .definedBy("dev.tandem.hub")
            .layer("http")
            .definedBy("dev.tandem.hub.http")
            .layer("socket")
            .definedBy("dev.tandem.hub.socket")
            .layer("room")
            .definedBy("dev.tandem.hub.room")
            .layer("access")
            .definedBy("dev.tandem.hub.access")
            .layer("catalog")
            .definedBy("dev.tandem.hub.catalog")
            .layer("auth")
            .definedBy("dev.tandem.hub.auth")
            .whereLayer("wiring")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("socket")
            .mayOnlyBeAccessedByLayers("wiring")
            .whereLayer("room")
            .mayOnlyBeAccessedByLayers("wiring", "http", "socket")
            .whereLayer("access")
            .mayOnlyBeAccessedByLayers("wiring", "http", "socket")
            .whereLayer("catalog")
            .mayOnlyBeAccessedByLayers("wiring", "http", "access")
            .whereLayer("auth")
            .mayOnlyBeAccessedByLayers("wiring", "http", "socket", "access");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.tandem.hub.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingBelowTheSocketsKnowsHttpOrWebSockets = noClasses()
            .that()
            .resideInAnyPackage("dev.tandem.hub.room", "dev.tandem.hub.access", "dev.tandem.hub.catalog")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.core.http..", "io.vertx.ext.web..");

    @ArchTest
    static final ArchRule onlyRoomsMakeDocuments = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tandem.hub.room")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.tandem.crdt");
}
